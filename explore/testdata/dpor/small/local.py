"""Data of each thread's own."""
import threading

own = threading.local()
log = []


def work(n):
    own.n = n
    log.append(own.n)


threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
