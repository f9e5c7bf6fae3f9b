# Builtins as the action of a barrier, and as what a condition waits for.
import threading

items = []
steps = []
cond = threading.Condition()
barrier = threading.Barrier(2, action=steps.pop)


def consumer():
    with cond:
        cond.wait_for(items.__len__)
        steps.append("got")


def careless():
    items.append(1)
    steps.append("put")
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        steps.append("broken")


def main():
    threads = [threading.Thread(target=consumer), threading.Thread(target=careless)]
    for t in threads:
        t.start()
    try:
        barrier.wait()
    except (IndexError, threading.BrokenBarrierError):
        steps.append("none")
    with cond:
        cond.notify_all()
    for t in threads:
        t.join()


main()
