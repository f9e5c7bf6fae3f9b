"""A Barrier: no thread begins the second part before all have done the first."""
# want holds
import threading

barrier = threading.Barrier(2)
first, second = [], []


def work(name):
    first.append(name)
    barrier.wait()
    second.append(len(first))


def finally_together():
    return second == [2, 2]


def main():
    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
