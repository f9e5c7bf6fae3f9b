# A dict that changes size while another thread goes over it.
import threading

d = {"a": 1}
log = []


def walk():
    try:
        for k in d:
            log.append(k)
    except RuntimeError as e:
        log.append(str(e))


t = threading.Thread(target=walk)
t.start()
d["b"] = 2
t.join()
