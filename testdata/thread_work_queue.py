"""thread_work_queue_no_lock.py mended: test and taking are one."""
# want holds
import threading

jobs = [1, 2, 3]
done = []
lock = threading.Lock()


def worker():
    while True:
        with lock:
            if not jobs:
                return
            job = jobs.pop()
        done.append(job)


def finally_all():
    return sorted(done) == [1, 2, 3]


def main():
    threads = [threading.Thread(target=worker), threading.Thread(target=worker)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
