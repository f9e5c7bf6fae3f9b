"""The operators that change a container, as methods."""
import operator
from collections import deque

a = [1]
print(a.__iadd__([2]) is a, a)
print(a.__imul__(2) is a, a)
f = a.__iadd__
f((7,))
print(a, list.__iadd__(a, "x") is a, a)
s = {1}
print(s.__ior__({2}) is s, s, s.__iand__({2}), s.__ixor__({3}), s.__isub__({3}), s.__ior__([4]))
q = deque([1])
print(q.__iadd__([2]) is q, q, q.__imul__(2))
print(operator.iadd(a, [9]) is a, operator.imul(a, 1) is a, operator.ior(s, {5}), s)

for call in (lambda: a.__imul__("x"), lambda: a.__iadd__(5)):
    try:
        print(call())
    except TypeError as e:
        print("TypeError")
print(hasattr([], "__iadd__"), hasattr((), "__iadd__"), hasattr(set(), "__ior__"), hasattr(frozenset(), "__ior__"))
