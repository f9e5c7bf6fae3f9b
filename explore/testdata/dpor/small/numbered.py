"""Identities of threads in the order of their starts."""
import threading

log = []


def leaf():
    log.append(threading.get_ident())


def branch():
    threading.Thread(target=leaf).start()


threads = [threading.Thread(target=branch) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
