# A timer whose function is a builtin: cancel may come behind its look.
import threading
log = []
t = threading.Timer(1, log.append, ["rang"])
t.start()
t.cancel()
n = len(log)
t.join()
