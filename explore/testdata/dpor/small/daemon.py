"""A daemon thread, which the end of the program cuts off."""
import threading

n = 0


def work():
    global n
    n += 1
    n += 1


threading.Thread(target=work, daemon=True).start()
n += 10
