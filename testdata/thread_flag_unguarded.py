"""A flag that one thread sets and another one reads, with nothing that orders them:
the GIL makes each of them one operation, and nothing goes wrong here. It is a data
race all the same.
"""
# want holds
import threading

stop = False
rounds = 0


def worker():
    global rounds
    while rounds < 2 and not stop:
        rounds += 1


def main():
    global stop
    thread = threading.Thread(target=worker)
    thread.start()
    stop = True  # want data-race
    thread.join()


if __name__ == "__main__":
    main()
