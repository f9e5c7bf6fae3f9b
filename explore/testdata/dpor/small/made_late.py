"""An object that starts a thread in its __init__, which goes on behind that."""
import threading

log = []


class Worker:
    def __init__(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        self.size = 1

    def run(self):
        log.append(getattr(self, "size", None))
        try:
            log.append(self.size)
        except AttributeError:
            log.append("none")


w = Worker()
w.thread.join()
