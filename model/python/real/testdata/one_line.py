"""A function of one line that two turns of a thread call."""
import threading

lock = threading.Lock()
tenth = lambda x: 10 // x


def work():
    for i in (1, 2, 0):
        with lock:
            tenth(i)


thread = threading.Thread(target=work)
thread.start()
thread.join()
