import threading, queue
q = queue.Queue()
out = []
def clear():
    with q.mutex:
        out.append(len(q.queue))
        q.queue.clear()
        q.unfinished_tasks = 0
        q.all_tasks_done.notify_all()
def p():
    q.put(1); q.put(2)
ts = [threading.Thread(target=clear), threading.Thread(target=p)]
for t in ts: t.start()
for t in ts: t.join()
left = list(q.queue)
