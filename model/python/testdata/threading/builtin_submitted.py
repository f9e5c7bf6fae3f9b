# A pool that is given builtins to call, and futures that call some back.
from concurrent.futures import ThreadPoolExecutor

log = []
done = []
states = []


def main():
    with ThreadPoolExecutor(max_workers=2) as pool:
        first = pool.submit(log.append, 1)
        pool.submit(log.append, 2)
        first.add_done_callback(done.append)
        states.append((first.done(), len(done), len(log)))
    del done[:]


main()
