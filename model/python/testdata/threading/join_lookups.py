# Threads to be joined that are found in several ways, by code that does something among them.
import threading

log = []


class Crew:
    def __init__(self):
        self.first = threading.Thread(target=log.append, args=(1,))
        self.second = threading.Thread(target=log.append, args=(2,))
        self.third = Quiet(target=log.append, args=(3,))

    @property
    def late(self):
        log.append("late")
        return self.second


class Quiet(threading.Thread):
    def join(self, timeout=None):
        log.append("joined")
        super().join(timeout)


def main():
    crew = Crew()
    for t in (crew.first, crew.second, crew.third):
        t.start()
    crew.first.join()
    crew.late.join()
    crew.third.join()
    log.append("over")


main()
