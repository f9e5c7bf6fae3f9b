"""An event orders who sets it and who sees it. Mends thread_flag_unguarded.py."""
# want holds
import threading

stop = threading.Event()
rounds = 0


def worker():
    global rounds
    while rounds < 2 and not stop.is_set():
        rounds += 1


def main():
    thread = threading.Thread(target=worker)
    thread.start()
    stop.set()
    thread.join()


if __name__ == "__main__":
    main()
