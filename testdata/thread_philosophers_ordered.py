"""Dining philosophers, mended: the last one takes the fork on the right first,
so that no circle of waiting can close.
"""
# want holds
import threading

PHILOSOPHERS = 3
forks = [threading.Lock() for _ in range(PHILOSOPHERS)]
meals = []


def philosopher(seat):
    left, right = forks[seat], forks[(seat + 1) % PHILOSOPHERS]
    if seat == PHILOSOPHERS - 1:
        left, right = right, left
    with left:
        with right:
            meals.append(seat)


def finally_fed():
    return len(meals) == PHILOSOPHERS


def main():
    threads = [threading.Thread(target=philosopher, args=(seat,)) for seat in range(PHILOSOPHERS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
