# Functions that are not the program's, as targets of threads.
import threading
log = []
seen = []
ts = [threading.Thread(target=log.append, args=(i,)) for i in range(2)]
for t in ts:
    t.start()
seen.append(len(log))
for t in ts:
    t.join()
