# The methods of a queue, a lock and an event as targets of threads.
import queue, threading
q = queue.Queue()
e = threading.Event()
lock = threading.Lock()
ts = [threading.Thread(target=q.put, args=(1,)), threading.Thread(target=e.set), threading.Thread(target=lock.acquire)]
for t in ts: t.start()
got = (q.qsize(), e.is_set(), lock.locked())
for t in ts: t.join()
