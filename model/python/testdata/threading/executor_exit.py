# A call submitted when the main thread has ended.
from concurrent.futures import ThreadPoolExecutor
import threading
ex = ThreadPoolExecutor(1)
out = []
def late():
    try:
        out.append(ex.submit(pow, 2, 3).result())
    except RuntimeError as e:
        out.append(str(e))
t = threading.Thread(target=late)
t.start()
