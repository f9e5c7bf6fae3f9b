"""The inside of a queue, and whether a thread lives, looked at by texts."""
import queue
import threading

q = queue.Queue()
seen = None
alive = None


def put():
    q.put(1)
    q.put(2)


def look():
    global seen, alive
    with getattr(q, "mutex"):
        seen = len(getattr(q, "queue"))
    alive = getattr(putter, "is_alive")()


putter = threading.Thread(target=put)
looker = threading.Thread(target=look)
putter.start()
looker.start()
putter.join()
looker.join()
