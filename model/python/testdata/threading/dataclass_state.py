# Shared dataclass objects.
import threading
from dataclasses import dataclass, field


@dataclass
class State:
    n: int = 0
    log: list = field(default_factory=list)


s = State()


def work(k):
    s.n += k
    s.log.append(s.n)


ts = [threading.Thread(target=work, args=(k,)) for k in (1, 10)]
for t in ts:
    t.start()
for t in ts:
    t.join()
n, log = s.n, s.log
same = s == State(11, [1, 11])
