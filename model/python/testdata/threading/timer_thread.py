import threading
log = []
class Repeat(threading.Timer):
    def run(self):
        n = 0
        while not self.finished.wait(self.interval) and n < 2:
            self.function(*self.args, **self.kwargs)
            n += 1
t = Repeat(0.01, lambda: log.append("tick"))
t.daemon = True
t.start()
t.cancel()
t.join()
