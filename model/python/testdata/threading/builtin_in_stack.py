# Builtins that a stack of exits calls at the end of a block.
import threading
from contextlib import ExitStack

log = []


def work(i):
    with ExitStack() as stack:
        stack.callback(log.append, i)
        stack.callback(log.append, -i)


def main():
    threads = [threading.Thread(target=work, args=(i,)) for i in (1, 2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


main()
