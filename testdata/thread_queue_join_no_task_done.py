"""join waits for a task_done for each item; one is forgotten."""
import queue
import threading

jobs = queue.Queue()
done = []


def worker():
    while True:
        job = jobs.get()
        if job == "bad":
            continue
        done.append(job)
        jobs.task_done()


def main():
    threading.Thread(target=worker, daemon=True).start()
    for job in ("good", "bad"):
        jobs.put(job)
    jobs.join()  # want deadlock "^never notified"


if __name__ == "__main__":
    main()
