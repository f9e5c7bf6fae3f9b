"""Attributes of a class, looked up through its objects, and one that hides them."""
import threading


class Base:
    limit = 1


class Derived(Base):
    pass


thing = Derived()
log = []


def change():
    Base.limit = 2


def hide():
    thing.limit = 3


def look():
    log.append(thing.limit)


threads = [threading.Thread(target=f) for f in (change, hide, look)]
for t in threads:
    t.start()
for t in threads:
    t.join()
