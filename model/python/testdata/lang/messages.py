# What errors say, which is not the same in all versions.
class Sl:
    __slots__ = ("a",)
s = Sl()
try: s.c = 1
except AttributeError as e: print(e)
try: s.a
except AttributeError as e: print(e)
try: del s.a
except AttributeError as e: print(e)
class Sub(Sl): pass
u = Sub(); u.c = 1; print(u.c)
class Base: 
    def __init__(self): self.x = 1
class P:
    @property
    def q(self): return 1
try: P().q = 2
except AttributeError as e: print(e)
try: del P().q
except AttributeError as e: print(e)
try: del P().zz
except AttributeError as e: print(e)
from collections import namedtuple, deque, ChainMap
N = namedtuple("N", "a b")
try: N(1, 2).a = 3
except AttributeError as e: print(e)
try: N(1, 2).c = 3
except AttributeError as e: print(e)
try: N(1, 2).c
except AttributeError as e: print(e)
try: N(1, 2)[0] = 3
except TypeError as e: print(e)
try: deque().pop()
except IndexError as e: print(e)
try: 5.5 % 0
except ZeroDivisionError as e: print(e)
try: 5.5 // 0
except ZeroDivisionError as e: print(e)
try: 5.5 / 0
except ZeroDivisionError as e: print(e)
try: divmod(5.5, 0)
except ZeroDivisionError as e: print(e)
try: 5 % 0
except ZeroDivisionError as e: print(e)
try: 5 // 0
except ZeroDivisionError as e: print(e)
try: divmod(5, 0)
except ZeroDivisionError as e: print(e)
try: (5).x = 1
except AttributeError as e: print(e)
try: [].x = 1
except AttributeError as e: print(e)
try: (lambda: 1)().foo
except AttributeError as e: print(e)
try: "x".foo()
except AttributeError as e: print(e)
try: [].add(1)
except AttributeError as e: print(e)
try: None.append(1)
except AttributeError as e: print(e)
import enum
class E(enum.Enum):
    A = 1
try: E.A = 2
except AttributeError as e: print(e)
try: E.B
except AttributeError as e: print(e)
try: E.A.value = 3
except AttributeError as e: print(e)
from dataclasses import dataclass
@dataclass(frozen=True)
class F:
    x: int = 1
try: F().x = 2
except Exception as e: print(repr(e))
from abc import ABC, abstractmethod
class Ab(ABC):
    @abstractmethod
    def f(self): ...
    @abstractmethod
    def g(self): ...
try: Ab()
except TypeError as e: print(e)
class Ab2(ABC):
    @abstractmethod
    def f(self): ...
try: Ab2()
except TypeError as e: print(e)
import asyncio, threading, queue
try: asyncio.Lock().release()
except RuntimeError as e: print(e)
try: asyncio.Condition().notify()
except RuntimeError as e: print(e)
try: asyncio.BoundedSemaphore(1).release()
except ValueError as e: print(e)
try: asyncio.Queue().get_nowait()
except asyncio.QueueEmpty as e: print(repr(e))
try:
    q = asyncio.Queue(1); q.put_nowait(1); q.put_nowait(1)
except asyncio.QueueFull as e: print(repr(e))
try: asyncio.Queue().task_done()
except ValueError as e: print(e)
try: threading.Barrier(1).abort() or threading.Barrier(0)
except ValueError as e: print(e)
try: threading.Semaphore(-1)
except ValueError as e: print(e)
try: threading.Lock().release()
except RuntimeError as e: print(e)
try: threading.Condition().wait(0)
except RuntimeError as e: print(e)
try: threading.Condition().notify()
except RuntimeError as e: print(e)
try: threading.BoundedSemaphore(1).release()
except ValueError as e: print(e)
try: threading.Semaphore().release(0)
except (TypeError, ValueError) as e: print(e)
try: threading.Thread(target=print).join()
except RuntimeError as e: print(e)
try: threading.current_thread().join()
except RuntimeError as e: print(e)
try: threading.RLock().release()
except RuntimeError as e: print(e)
try: queue.Queue(1).put(1, True, -1)
except ValueError as e: print(e)
print(P.mro()[-1] is object, ChainMap({"a": 1}).popitem(), ChainMap({"a": 1}).pop("a"))
try: ChainMap({}).pop("z")
except KeyError as e: print(e)
try: ChainMap({})["z"]
except KeyError as e: print(e)

def two(a, b): pass
class Has:
    def two(self, a, b): pass
    def none(self): pass
for call in (lambda: two(1), lambda: two(1, 2, 3), lambda: two(c=1), lambda: two(1, 2, b=1), lambda: Has().two(1), lambda: Has().none(1), lambda: N(1, 2)._replace(z=1),
             lambda: min([]), lambda: max(()), lambda: "%d" % "x", lambda: "%i" % None, lambda: "ab"["a"], lambda: int(None)):
    try: call()
    except (TypeError, ValueError) as e: print(e)
import random
from collections import OrderedDict
try: random.randint(3, 1)
except ValueError as e: print(e)
print(OrderedDict(a=1), OrderedDict())
for name in "append", "foo":
    try: setattr([], name, 1)
    except AttributeError as e: print(e)
