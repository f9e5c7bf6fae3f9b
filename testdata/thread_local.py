"""threading.local: each thread has a value of its own."""
# want holds
import threading

mine = threading.local()
seen = []


def work(name):
    mine.name = name
    seen.append(mine.name == name)


def finally_own():
    return seen == [True, True]


def main():
    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
