# A bare raise, and a traceback, in what an except block calls.
import sys
import threading
import traceback

log = []
n = 0


def again():
    raise


def work():
    global n
    try:
        try:
            raise ValueError("a")
        except ValueError:
            n += 1
            log.append((traceback.format_exc().splitlines()[-1], repr(sys.exc_info()[1])))
            again()
    except Exception as e:
        log.append(repr(e))
    log.append(sys.exc_info()[1])


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
