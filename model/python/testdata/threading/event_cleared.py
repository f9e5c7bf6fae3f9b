# wait returns True if the event was set, even if it has been cleared since.
import threading

e = threading.Event()
got = []


def wait():
    got.append(e.wait(1))
    got.append(e.is_set())


t = threading.Thread(target=wait)
t.start()
e.set()
e.clear()
t.join()
