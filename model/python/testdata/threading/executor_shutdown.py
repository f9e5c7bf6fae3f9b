# Submit against shutdown.
from concurrent.futures import ThreadPoolExecutor
import threading
ex = ThreadPoolExecutor(1)
out = []
def sub():
    try:
        out.append(ex.submit(pow, 2, 3).result())
    except RuntimeError as e:
        out.append("closed")
t = threading.Thread(target=sub)
t.start()
ex.shutdown()
t.join()
