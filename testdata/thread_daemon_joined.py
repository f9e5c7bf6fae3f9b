"""thread_daemon_abandoned.py mended: the main thread waits for the daemon."""
# want holds
import threading

saved = []


def saver():
    for part in range(2):
        saved.append(part)


def finally_saved():
    return len(saved) == 2


def main():
    t = threading.Thread(target=saver, daemon=True)
    t.start()
    t.join()


if __name__ == "__main__":
    main()
