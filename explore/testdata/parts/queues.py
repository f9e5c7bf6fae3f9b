# 3 states, plain 61: queues, each with one who feeds it and one who takes from it.
import queue
import threading


def feed(q):
    for i in range(2):
        q.put(i)


def take(q):
    for _ in range(2):
        q.get()


def main():
    threads = []
    for _ in range(2):
        q = queue.Queue(1)
        threads.append(threading.Thread(target=feed, args=(q,)))
        threads.append(threading.Thread(target=take, args=(q,)))
    for t in threads:
        t.start()
    for t in threads:
        t.join()


main()
