"""thread_queue_join_no_task_done.py mended. The worker is a daemon: nobody needs
it when all is done.
"""
# want holds
import queue
import threading

jobs = queue.Queue()
done = []


def worker():
    while True:
        job = jobs.get()
        if job == "bad":
            job = "mended"
        done.append(job)
        jobs.task_done()


def main():
    threading.Thread(target=worker, daemon=True).start()
    for job in ("good", "bad"):
        jobs.put(job)
    jobs.join()


def finally_done():
    return done == ["good", "mended"]


if __name__ == "__main__":
    main()
