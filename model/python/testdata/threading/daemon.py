# A daemon thread is abandoned where it stands when the others have ended.
import threading

n = 0


def forever():
    global n
    for _ in range(2):
        n += 1
    threading.Event().wait()


threading.Thread(target=forever, daemon=True).start()
m = n
