"""Threads whose function is a builtin, or a method of what they share."""
import threading

log = []
t = threading.Thread(target=log.append, args=(1,))
u = threading.Thread(target=log.extend, args=([2, 3],))
t.start()
u.start()
log.append(0)
t.join()
u.join()
