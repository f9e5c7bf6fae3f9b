"""Stacks of contexts that take and give back several things in one call."""
import threading
from contextlib import ExitStack

lock = threading.Lock()
cond = threading.Condition()
slots = threading.Semaphore()
event = threading.Event()
n = 0


def work(first, second):
    global n
    with ExitStack() as stack:
        stack.enter_context(first)
        stack.push(slots)
        slots.acquire()
        second.acquire()
        stack.callback(second.release)
        stack.callback(event.set)
        if second is cond:
            stack.callback(cond.notify)
        n += 1
    kept = ExitStack()
    kept.enter_context(slots)
    kept.pop_all().close()


thread = threading.Thread(target=work, args=(lock, cond))
thread.start()
work(cond, lock)
event.wait()
thread.join()
