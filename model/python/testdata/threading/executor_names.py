# Which of its threads a pool makes.
from concurrent.futures import ThreadPoolExecutor
import threading
names = []
def job():
    names.append(threading.current_thread().name)
    return threading.current_thread().daemon
with ThreadPoolExecutor(2, thread_name_prefix="w") as ex:
    fs = [ex.submit(job) for _ in range(3)]
ds = [f.result() for f in fs]
fs = None
