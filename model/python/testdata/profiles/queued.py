# A lock that is given to the first in the queue: who queues can still give up.
# cpython, trio, trio,relock=fifo: ok [0,1] | ok [1,0] | ok [-1,0] | ok [-1,1] | ok [0,-1] | ok [1,-1]
import threading

lock = threading.Lock()
out = []


def take(i):
    if lock.acquire(timeout=0.01):
        out.append(i)
        lock.release()
    else:
        out.append(-1)


threads = [threading.Thread(target=take, args=(i,)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
