# Iterators that call builtins: each item is a step.
import threading

log = []
left = [5, 6, 7]


def work(i):
    for _ in map(log.append, [i, -i]):
        pass


def take():
    for x in iter(left.pop, 5):
        log.append(x)


def main():
    threads = [threading.Thread(target=work, args=(1,)), threading.Thread(target=take)]
    for t in threads:
        t.start()
    left.append(8)
    for t in threads:
        t.join()


main()
