"""thread_lock_twice.py mended: an RLock may be taken again by who holds it."""
# want holds
import threading

lock = threading.RLock()
balance = 10


def withdraw(amount):
    global balance
    with lock:
        balance -= amount


def pay():
    with lock:
        if balance >= 5:
            withdraw(5)


def finally_paid_twice():
    return balance == 0


def main():
    threads = [threading.Thread(target=pay), threading.Thread(target=pay)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
