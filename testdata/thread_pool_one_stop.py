"""A pool of workers is stopped by one None: the other worker waits on."""
import queue
import threading

jobs = queue.Queue()
done = []


def worker():
    while True:
        job = jobs.get()  # want deadlock "^never notified"
        if job is None:
            return
        done.append(job)


def main():
    threads = [threading.Thread(target=worker) for _ in range(2)]
    for t in threads:
        t.start()
    for job in range(2):
        jobs.put(job)
    jobs.put(None)
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
