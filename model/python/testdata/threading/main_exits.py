# Main leaves while a thread counts.
import sys, threading
lock = threading.Lock()
n = 0
def w():
    global n
    for _ in range(2):
        with lock:
            n += 1
t = threading.Thread(target=w)
t.start()
if n == 1:
    sys.exit("early")
x = n
