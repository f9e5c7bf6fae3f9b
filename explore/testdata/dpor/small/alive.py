"""Threads that are asked whether they have ended, and how many there are."""
import threading

log = []


def work():
    log.append("work")


t = threading.Thread(target=work)
u = threading.Thread(target=work)
t.start()
u.start()
log.append(t.is_alive())
log.append(threading.active_count())
u.join()
log.append(u.is_alive())
