"""thread_event_missed.py mended: the lock of a Condition keeps test and wait
together.
"""
# want holds
import threading

jobs = []
ready = threading.Condition()
done = []


def worker():
    with ready:
        while not jobs:
            ready.wait()
        done.append(jobs.pop())


def boss():
    with ready:
        jobs.append("job")
        ready.notify()


def main():
    threads = [threading.Thread(target=worker), threading.Thread(target=boss)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
