"""A Barrier at which one waits only for a time: if that is over, the barrier is
broken for all.
"""
import threading

barrier = threading.Barrier(2)


def hasty():
    barrier.wait(timeout=1)  # want uncaught-exception "BrokenBarrierError"


def patient():
    barrier.wait()  # want uncaught-exception "BrokenBarrierError"


def main():
    threads = [threading.Thread(target=hasty), threading.Thread(target=patient)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
