"""Keys whose classes say what their hash is and what they are equal to."""
import threading
from dataclasses import dataclass
from enum import Enum
from collections import namedtuple, defaultdict
class Kind(Enum):
    A = 1
    B = 2
    def __hash__(self): return hash(self.name) ^ 1
@dataclass(frozen=True)
class Key:
    name: str
    n: int = 0
class Node:
    def __init__(self, id): self.id = id; self.seen = 0
    def __eq__(self, o): return isinstance(o, Node) and self.id == o.id
    def __hash__(self): return hash(("node", self.id))
class CI(str):
    def __hash__(self): return hash(self.lower())
    def __eq__(self, o): return self.lower() == o.lower()
P = namedtuple("P", "x y")
class ById:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    __hash__ = object.__hash__
locks = {Kind.A: threading.Lock(), Kind.B: threading.Lock()}
table = {}
counts = defaultdict(int)
seen = set()
nodes = [Node(1), Node(1), Node(2)]
def work(i):
    k = Key("k", i % 2)
    with locks[Kind.A]:
        table[k] = table.get(k, 0) + 1
        counts[nodes[i]] += 1
        seen.add(nodes[i])
        nodes[i].seen += 1
        table[P(i % 2, 0)] = i
        table[i % 2, Key("z")] = i
ts = [threading.Thread(target=work, args=(i,)) for i in range(3)]
for t in ts: t.start()
for t in ts: t.join()
n = (len(table), len(counts), len(seen), table[Key("k", 0)], counts[Node(1)])
ids = {ById(1): 1, ById(1): 2}
m = len(ids), ById(1) in ids
c = {CI("Ab"): 1}
cc = (CI("aB") in c, "AB" in c, "ab" in c, {"ab": 5}.get(CI("AB")))
try:
    {Key([]): 1}
except TypeError as e:
    err = str(e)
class Strict:
    def __init__(self, v): self.v = v
    def __hash__(self): return hash(self.v)
    def __eq__(self, o): return self.v == o.v
big = {i: i for i in range(20)}
big[Strict(100)] = 1
got = big.get(Strict(100)), big.get(Strict(55)), Strict(7.5) in {1, 2, "x"}
