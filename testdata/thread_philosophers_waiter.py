"""Dining philosophers, mended in another way: there are chairs for all but one."""
# want holds
import threading

PHILOSOPHERS = 3
forks = [threading.Lock() for _ in range(PHILOSOPHERS)]
meals = []
chairs = threading.Semaphore(PHILOSOPHERS - 1)


def philosopher(seat):
    left, right = forks[seat], forks[(seat + 1) % PHILOSOPHERS]
    with chairs:
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
