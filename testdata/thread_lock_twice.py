"""A function that holds a Lock calls another that takes it, too."""
import threading

lock = threading.Lock()
balance = 10


def withdraw(amount):
    global balance
    with lock:  # want deadlock "^wait-for cycle"
        balance -= amount


def pay():
    with lock:
        if balance >= 5:
            withdraw(5)


def main():
    threads = [threading.Thread(target=pay)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
