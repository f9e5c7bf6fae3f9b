"""Queues of waiters that nobody looks at, and some that are looked at: waiters are
selected one by one, two at a time and all, have left as their time was over, and are
looked at by the thread that has selected them.
"""
import threading

lock = threading.Lock()
some, all = threading.Condition(lock), threading.Condition(lock)
tokens, over, alive = 0, False, None


def take(n):
    global tokens
    with some:
        while tokens < n:
            some.wait()
        tokens -= n


def last():
    with all:
        while not over:
            all.wait()


def hurry():
    with some:
        some.wait(1)


def give():
    global tokens, over, alive
    with lock:
        tokens += 2
        some.notify(2)
        alive = threads[0].is_alive()
    with lock:
        some.notify()
        over = True
        all.notify_all()


threads = [threading.Thread(target=take, args=(2,)), threading.Thread(target=last),
           threading.Thread(target=hurry), threading.Thread(target=give)]
for t in threads:
    t.start()
for t in threads:
    t.join()
