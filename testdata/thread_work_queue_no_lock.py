"""Two workers test and take without a lock: both see the last job."""
import threading

jobs = [1, 2, 3]
done = []


def worker():
    while jobs:
        done.append(jobs.pop())  # want uncaught-exception "IndexError"


def main():
    threads = [threading.Thread(target=worker), threading.Thread(target=worker)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
