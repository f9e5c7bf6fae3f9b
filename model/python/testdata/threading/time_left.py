# Time that is over is over by a little.
import threading, time
cond = threading.Condition()
ready = False
looks = 0
end = time.monotonic() + 1
with cond:
    while not ready:
        left = end - time.monotonic()
        if left < 0:
            break
        cond.wait(left)
        looks += 1
        if looks > 5: break
del end, left
