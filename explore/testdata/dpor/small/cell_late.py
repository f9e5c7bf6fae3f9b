"""A variable of a function that is bound once, after a closure over it runs."""
import threading

log = []


def main():
    def look():
        try:
            log.append(late)
        except NameError:
            log.append(None)

    t = threading.Thread(target=look)
    t.start()
    late = 1
    t.join()


main()
