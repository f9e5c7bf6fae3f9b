# A timer that may be cancelled in time.
import threading

log = []
t = threading.Timer(5, log.append, ["fired"])
t.start()
log.append("cancel")
t.cancel()
t.join()
