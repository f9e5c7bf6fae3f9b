# The conditions of a queue, from outside: a kind that can wait until it is empty.
import queue
import threading


class Drained(queue.Queue):
    def wait_empty(self):
        with self.not_full:
            while self._qsize():
                self.not_full.wait()
            log.append("empty")


log = []
q = Drained(1)


def producer():
    for i in range(2):
        try:
            q.put(i, timeout=0.01)
        except queue.Full:
            log.append("full")
    q.wait_empty()


def consumer():
    for _ in range(2):
        try:
            log.append(q.get(timeout=0.01))
        except queue.Empty:
            log.append("none")


threads = [threading.Thread(target=producer), threading.Thread(target=consumer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
