"""An object that one thread makes, a second one gets from it, and both forget."""
import threading

slot = []
log = []


def make():
    item = [0]
    slot.append(item)
    item.append(1)
    item = None
    log.append("made")


def use():
    if slot:
        item = slot.pop()
        item.append(2)
        log.append(len(item))
        item.append(3)
        log.append(sum(item))


threads = [threading.Thread(target=make), threading.Thread(target=use)]
for t in threads:
    t.start()
for t in threads:
    t.join()
