"""Two stages that feed each other through queues of one place, and one of them
makes two of one: both wait for room.
"""
import queue
import threading

first, second = queue.Queue(1), queue.Queue(1)


def check():
    while True:
        item = first.get()
        for copy in (item, item):
            second.put(copy)  # want deadlock "^never notified"


def repair():
    while True:
        first.put(second.get())


def main():
    threads = [threading.Thread(target=check), threading.Thread(target=repair)]
    for t in threads:
        t.start()
    first.put("item")
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
