"""notify_all comes to the notify of a derived class, wait_for to its wait."""
import threading

waits = notified = 0
asked = []


class Counting(threading.Condition):
    def wait(self, timeout=None):
        global waits
        waits += 1
        return super().wait(timeout)

    def notify(self, n=1):
        global notified
        asked.append(n)
        notified += n
        super().notify(n)


cond = Counting()
ready = False


def waiter():
    with cond:
        cond.wait_for(lambda: ready)


def opener():
    global ready
    with cond:
        ready = True
        cond.notify_all()


threads = [threading.Thread(target=f) for f in (waiter, opener, waiter)]
for t in threads:
    t.start()
for t in threads:
    t.join()
