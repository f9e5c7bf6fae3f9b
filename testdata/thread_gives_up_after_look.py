"""thread_gives_up_waiting.py mended: wait_for looks again when the time is over."""
# want holds
import threading

items = []
got = []
cond = threading.Condition()


def hasty():
    with cond:
        if cond.wait_for(lambda: items, timeout=1):
            got.append(items.pop())


def patient():
    with cond:
        while not items:
            cond.wait()
        got.append(items.pop())


def giver():
    for item in range(2):
        with cond:
            items.append(item)
            cond.notify()


def main():
    threads = [
        threading.Thread(target=hasty),
        threading.Thread(target=patient),
        threading.Thread(target=giver),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
