"""A thread that looks until another has done something: it need not end."""
import threading

ready = False


def spin():
    while not ready:
        pass


t = threading.Thread(target=spin)
t.start()
ready = True
t.join()
