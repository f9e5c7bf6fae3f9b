"""A visitor that turns round at the door takes its place along."""
import threading

room = threading.Semaphore(1)
log = []


def visit(name):
    room.acquire()  # want deadlock "^lock held for ever"
    if name == "shy":
        return
    log.append(name)
    room.release()


def main():
    threads = [threading.Thread(target=visit, args=(name,)) for name in ("shy", "bold")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
