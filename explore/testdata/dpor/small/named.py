"""Names and numbers of threads, given by several that start some."""
import threading

log = []


def leaf():
    log.append(threading.current_thread().name)


def branch():
    t = threading.Thread(target=leaf)
    t.start()
    t.join()


threads = [threading.Thread(target=branch) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
