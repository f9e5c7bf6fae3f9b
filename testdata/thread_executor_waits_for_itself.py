"""A call in a pool waits for another call in the same pool, which has no thread
left for it.
"""
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(max_workers=1)


def inner():
    return 1


def outer():
    return pool.submit(inner).result()  # want deadlock "^nobody left to wake it"


def main():
    pool.submit(outer)


if __name__ == "__main__":
    main()
