"""A ThreadPoolExecutor: map gives the results in the order of the arguments,
whatever the order in which they are done.
"""
# want holds
from concurrent.futures import ThreadPoolExecutor

squares = []


def square(n):
    return n * n


def finally_in_order():
    return squares == [0, 1]


def main():
    with ThreadPoolExecutor(max_workers=2) as pool:
        squares.extend(pool.map(square, range(2)))


if __name__ == "__main__":
    main()
