"""thread_pool_one_stop.py mended: a None for each worker."""
# want holds
import queue
import threading

jobs = queue.Queue()
done = []


def worker():
    while True:
        job = jobs.get()
        if job is None:
            return
        done.append(job)


def main():
    threads = [threading.Thread(target=worker) for _ in range(2)]
    for t in threads:
        t.start()
    for job in range(2):
        jobs.put(job)
    for _ in threads:
        jobs.put(None)
    for t in threads:
        t.join()


def finally_done():
    return sorted(done) == [0, 1]


if __name__ == "__main__":
    main()
