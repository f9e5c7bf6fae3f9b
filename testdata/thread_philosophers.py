"""Dining philosophers: each takes the fork on the left, and then all wait for
the one on the right.
"""
import threading

PHILOSOPHERS = 3
forks = [threading.Lock() for _ in range(PHILOSOPHERS)]
meals = []


def philosopher(seat):
    left, right = forks[seat], forks[(seat + 1) % PHILOSOPHERS]
    with left:
        with right:  # want deadlock "^wait-for cycle"
            meals.append(seat)


def main():
    threads = [threading.Thread(target=philosopher, args=(seat,)) for seat in range(PHILOSOPHERS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
