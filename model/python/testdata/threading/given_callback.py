# Who waits for a future goes on before its callbacks are through.
from concurrent.futures import ThreadPoolExecutor
import threading
log = []
with ThreadPoolExecutor(1) as ex:
    f = ex.submit(pow, 2, 3)
    f.add_done_callback(log.append)
    r = f.result()
    n = len(log)
m = len(log)
del f, log
