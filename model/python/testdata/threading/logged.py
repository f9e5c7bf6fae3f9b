# What is logged in an except block is one operation of the name that it has.
import logging
import threading

logger = logging.getLogger("work")
n = 0


def work(d):
    global n
    try:
        n += 1 // d
    except ZeroDivisionError:
        logger.exception("%d", d)
        n += 10
    logger.warning("end")


threads = [threading.Thread(target=work, args=(d,)) for d in (0, 1)]
for t in threads:
    t.start()
for t in threads:
    t.join()
