# Who may notify: whoever has the lock, anybody while it is taken, or anybody.
# go, posix,spurious=no: ok ["free","taken","owned"]
# cpython: ok ["taken","owned"]
# java,spurious=no, mesa,spurious=no, hoare, brinch-hansen, trio, cpython,check=owner: ok ["owned"]
import threading

out = []
cond = threading.Condition(threading.Lock())


def notify(what):
    try:
        cond.notify()
        out.append(what)
    except RuntimeError:
        pass


notify("free")
cond.acquire()
t = threading.Thread(target=notify, args=("taken",))
t.start()
t.join()
notify("owned")
cond.release()
