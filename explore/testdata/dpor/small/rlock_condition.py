"""A condition on an RLock that is held twice, waited for in a loop."""
import threading

cond = threading.Condition()
ready = 0


def wait():
    with cond:
        with cond:
            while not ready:
                cond.wait()


def wake():
    global ready
    with cond:
        ready = 1
        cond.notify_all()


threads = [threading.Thread(target=wait) for _ in range(2)] + [threading.Thread(target=wake)]
for t in threads:
    t.start()
for t in threads:
    t.join()
