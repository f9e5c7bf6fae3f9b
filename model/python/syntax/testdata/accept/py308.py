# Syntax of Python 3.8, every construct at least once.
"""A docstring
of two lines."""
from __future__ import annotations
import a, b.c, d.e.f as g
from x import y
from . import y
from .x.y import (a as b, c,)
from ...x import *
from .... import deep
x = 1; y = 2;
x: int
x: int = 3
(x): int = 3
x.y: int
x[0]: "str" = None if x else y
x = y = z = 0, 1
x, *y = *z, 1
(x, y), [z, *w] = v
x, = y
() = []
[] = ()
x += 1; x -= 1; x *= 1; x @= 1; x /= 1; x //= 1; x %= 1; x **= 1; x <<= 1; x >>= 1; x &= 1; x |= 1; x ^= 1
x.y += 1, 2
(x) += 1
del x, (y), [z], (a, [b, c.d]), e[0]
del ()
pass
assert x
assert x, "message"
raise
raise E
raise E("x") from None
global aa, bb
if x: y
elif z: w
else: v
if x:
    pass
elif y:
    pass
elif z:
    pass
else:
    pass
while x: break
else: pass
while (y := f(x)):
    continue
for x in y: pass
for (x, y), *z in w:
    break
else:
    pass
for x[0], y.z in w: pass
for x, in y: pass
try: x
except: y
try:
    x
except A: pass
except (B, C) as e: pass
except:
    pass
else:
    pass
finally:
    pass
try: pass
finally: pass
with x: pass
with x as y, z as (a, b), w as [c], v as d.e, u as f[0]: pass
with (x) as y: pass
with (x, y) as z: pass
with (yield_): pass
with x.y(z) as w: pass
with (x)(y), z: pass


def f(): pass
def f(a, b=1, *c, d, e=2, **g): pass
def f(a, /): pass
def f(a, b=1, /, c=2, *, d, e=3, **f,): return
def f(*, a): return a, *b
def f(*a): return *b, c
def f(**a,): yield
def f(a: int, *b: str, c: "x" = 1, **d: {}) -> None: ...
def f():
    """Doc."""
    nonlocal x, y
    yield x
    yield x, y
    yield *x, y
    x = yield
    x = yield y
    x += yield y
    x: int = yield
    yield from x
    x = yield from y
    (yield)
    f((yield), (yield x))
    return (yield x)


async def f():
    async for x in y: pass
    else: pass
    async with x as y, z: pass
    await x
    await x ** 2
    -await x
    return [await x async for y in z if await w for v in u]


class A: pass
class A(): pass
class A(B, C, metaclass=D, *e, **f):
    """Doc."""
    x = 1
    def f(self): pass


@a
@a.b.c
@a.b(c, d=1)
def f(): pass
@a
class A: pass
@a
async def f(): pass

lambda: x
lambda x, y=1, *z, w, v=2, **u: x
lambda x, /, y: x
lambda *, x: lambda: x
lambda *x: (yield)
lambda **x: x
x if y else z if w else v
x or y or z and w and not v
not not x
x < y <= z == w != v > u >= t is s is not r in q not in p
x | y ^ z & w << v >> u + t - s * r / q // p % o @ n
-x ** -y ** +z
~x
(x)
(x) + (y)
((x), )
(x,)
()
[]
{}
[x]
[x, *y]
[x, y,]
{x}
{x, *y,}
{x: y}
{x: y, **z, w: v,}
{**x}
[x for x in y]
[x for x, *y in z if w if v for u in t]
{x for x in y}
{x: y for x, y in z}
(x for x in y)
(x for x in (yield_))
[x for x in (lambda: y)]
f(x for x in y)
f((x for x in y), z)
f()
f(x, *y, z=w, *v, **u, t=s)
f(x, y,)
f(**x, **y)
f(x)(y)[z].w
f(x := 1)
f(x, y := 1)
x[0]
x[0, 1]
x[0:1]
x[0:1:2]
x[:]
x[::]
x[:, ::2, 1:, :1, ...]
x[0,]
x[(a, b)]
x[lambda: y]
x[y if z else w]
x.y.z
1 .real
1..real
x = (y := 1)
[y := 1, y ** 2]
print(x, file=y)
print
exec
match = case = type = _ = 1
match.x
match(x)
match[x]
match, case
match * x
match - x
type(x)
type = 1
type: int
case: int = 2
print(match, case)

0; 00; 0_0; 1_000; 0xFF; 0Xf_f; 0o17; 0b1_0; 0XdeadBEEF; 123456789012345678901234567890
1.5; .5; 5.; 1e10; 1E-5; 1.5e+3; 1_0.0_1e1_0; 1e400
1j; 1.5J; 1e3j; 00j; 09.5; 09e1; 09j
0xfor x in y
1if x else 2
'a'; "b"; '''c'''; """d"""; 'a' "b" '''c'''
'\a\b\f\n\r\t\v\\\'\"\0\01\012\x41\u00e9\U0001F600\N{LATIN SMALL LETTER A}\N{greek small letter alpha}\N{HANGUL SYLLABLE GAG}\N{CJK UNIFIED IDEOGRAPH-4E00}\N{LF}\
continued'
'\ud800\udc00'
u'x'; U"y"; r'\n\'' ; b'x\x00\377\'\u1234'; B"x"; br'\x'; Rb'\x'; b'x' b'y'; u'a' 'b'; 'a' u'b'
'''a
b"c''d'''
"a\
b"
f''; f'x'; F"{x}"; f'{x}y{z}'; f'{{}}'; f'{{{x}}}'; f'a{x!r}b{y!s:>10}c{z!a}'; f'{x:{y}.{z}}'; f'{x:a{y}b{z}c}'
f'{x=}'; f'{ x = }'; f'{x=!s}'; f'{x = :>5}'; f'{x=!r:^20}'
rf'\{x}'; fr'\d{x}\'' ; f'{x}' 'y' f'{z}'; 'a' f'b{c}' "d"; f'' f''; f'' ''; '' f'{x}'; f'\N{BULLET}{x}'
f'{x, y}'; f'{*x, y}'; f'{(lambda: 1)}'; f'{x if y else z}'; f'{ {1: 2}[1] }'; f'{x["a"]}'; f"{x!r}"; f'{x:%Y-%m-%d}'; f'{x != y}'; f'{x:=5}'; f'{(x:=5)}'; f'{yield_}'
f'''{
x
}
{y:{
z}}'''
f'{x:\x41}'; f'\x41{x}\u0042'
(
    x  # a comment
    +

    y
)
x = [
  1,  # one
  # two
]
if x:
    # a comment
        # one that is deeper
# one that is not
    y
	
    z
if x:
	tab
if x:
        eight
        if y:
        	sixteen
x = \
    y
if x and \
   y:
    pass
été = ñ = 变量 = ª = ﬁ = 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 = x·y = 1
