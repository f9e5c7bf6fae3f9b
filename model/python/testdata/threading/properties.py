# Properties and special methods that look at shared state under a lock.
import threading


class Box:
    def __init__(self):
        self._lock = threading.Lock()
        self._items = []

    @property
    def size(self):
        with self._lock:
            return len(self._items)

    def __len__(self):
        with self._lock:
            return len(self._items)

    def __getitem__(self, i):
        with self._lock:
            return self._items[i]

    def put(self, x):
        with self._lock:
            self._items.append(x)


box = Box()
seen = []


def look():
    n = box.size
    if len(box) > n:
        seen.append(box[n])
    else:
        seen.append(None)


t = threading.Thread(target=look)
t.start()
box.put("x")
t.join()
