"""What one call of a list does cannot be interrupted under the GIL: append
needs no lock.
"""
# want holds
import threading

log = []


def note(name):
    log.append(name)


def finally_both():
    return sorted(log) == ["a", "b"]


def main():
    threads = [threading.Thread(target=note, args=(name,)) for name in "ab"]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
