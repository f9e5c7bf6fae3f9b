"""Stages joined by queues of one place: items stay in order."""
# want holds
import queue
import threading

raw, cooked = queue.Queue(1), queue.Queue(1)
served = []


def cook():
    while True:
        item = raw.get()
        if item is None:
            cooked.put(None)
            return
        cooked.put(item * 10)


def serve():
    while True:
        item = cooked.get()
        if item is None:
            return
        served.append(item)


def finally_in_order():
    return served == [10, 20]


def main():
    threads = [threading.Thread(target=cook), threading.Thread(target=serve)]
    for t in threads:
        t.start()
    for item in (1, 2, None):
        raw.put(item)
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
