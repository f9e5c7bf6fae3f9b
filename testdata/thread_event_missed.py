"""With an Event the test and the wait are two steps: a set that comes between
the test and the clear is wiped out.
"""
import threading

jobs = []
ready = threading.Event()
done = []


def worker():
    while not jobs:
        ready.clear()
        ready.wait()  # want deadlock "^notify before wait"
    done.append(jobs.pop())


def boss():
    jobs.append("job")
    ready.set()


def main():
    threads = [threading.Thread(target=worker), threading.Thread(target=boss)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
