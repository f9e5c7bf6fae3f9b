# get and put that give up.
import queue
import threading

q = queue.Queue(1)
log = []


def get():
    try:
        log.append(q.get(timeout=0.1))
    except queue.Empty:
        log.append("empty")


t = threading.Thread(target=get)
t.start()
q.put("a")
try:
    q.put_nowait("b")
    log.append("put")
except queue.Full:
    log.append("full")
t.join()
