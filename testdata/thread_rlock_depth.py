"""An RLock that is held twice over is given back altogether by wait, and held
twice over again when wait returns.
"""
# want holds
import threading

items = []
cond = threading.Condition()  # on an RLock
got = []


def take():
    with cond:
        while not items:
            cond.wait()
        return items.pop(0)


def consumer():
    with cond:
        got.append(take())
        got.append(take())


def producer():
    for item in range(2):
        with cond:
            items.append(item)
            cond.notify()


def finally_all():
    return got == [0, 1]


def main():
    threads = [threading.Thread(target=consumer), threading.Thread(target=producer)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
