# Functions that share variables of the function around them.
import threading

out = []


def main():
    count = 0
    lock = threading.Lock()
    seen = []

    def work(k):
        nonlocal count
        with lock:
            seen.append(k)
        count += k

    ts = [threading.Thread(target=work, args=(k,)) for k in (1, 2)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    out.append((count, seen))


main()
