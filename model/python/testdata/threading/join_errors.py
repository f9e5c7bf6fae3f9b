# What join, start and daemon refuse.
import threading
log = []
t = threading.Thread(target=lambda: None)
try: t.join()
except RuntimeError as e: log.append(str(e))
t.start()
try: t.start()
except RuntimeError as e: log.append(str(e))
t.join()
try: threading.current_thread().join()
except RuntimeError as e: log.append(str(e))
try: t.daemon = True
except RuntimeError as e: log.append(str(e))
def selfjoin():
    try: threading.current_thread().join()
    except RuntimeError as e: log.append(str(e))
u = threading.Thread(target=selfjoin); u.start(); u.join()
try:
    t.start()
except RuntimeError as e: log.append(str(e))
