# Where a notify gives the lock away, only one waiter can be notified.
# cpython, go, posix, java, mesa, trio: ok null
# hoare, brinch-hansen: refused profile
import threading

out = None
cond = threading.Condition()
with cond:
    cond.notify_all()
