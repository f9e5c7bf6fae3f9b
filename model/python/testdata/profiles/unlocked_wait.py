# To wait without the lock is an error everywhere.
# cpython, go, posix, java, mesa, hoare, brinch-hansen, trio: exception:RuntimeError null
import threading

out = None
threading.Condition().wait()
