"""The format mini-language."""


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


specs = ["", "5", "<5", ">5", "^5", "=5", "05", "*^7", "+", " ", "-", "+05", "#", "#x", "x", "X", "o", "b", "#b", "#010x", "d", "n",
         "c", "e", "E", "f", "F", "g", "G", "%", ".2f", ".0f", ".3e", ".2g", ".3", "10.2f", "+.1f", ",", "_", ",.2f", "_x", "08,", "010,.1f",
         "s", "5s", ".2s", "<10s", "q", "zz", "#.0f", ".10g", ".0%", "015,", "é>5", "0<5", "<05", "_d", ",x", "#g", ".1g", "x<", "5.2", "012_b"]
values = [0, 1, -1, 42, -255, 12345, 1234567890, 10**20, True, 0.0, -0.0, 1.0, 1.5, -2.25, 3.14159, 1e10, 1e16, 1e-7, 123456.789, 1e100,
          float("inf"), float("-inf"), float("nan"), "", "a", "hello", "ünï", None, [1], 0.1, 99.5, 100.0, 1e5, 123456789.0]
for v in values:
    for s in specs:
        print(repr(v), s)
        show(lambda: format(v, s))
x = 5
name = "bob"
f = 2.5
w = 8
print(f"{x} {name!r} {f:.2f} {x:>{w}} {name:*^{w}} {x + 1} {x=} {name!s:>5} {[1, 2]} {{}} {x!r:^5}")
print(f"{name.upper()}{'nested ' + str(x)}{x:x}{x:b}")
print(f"{1e10} {1.0} {None} {True:5} {True!r:5} {'a' 'b'}")
class P:
    def __init__(self, x):
        self.x = x
    def __format__(self, spec):
        return "P<" + spec + ">"
    def __str__(self):
        return "p"
    def __repr__(self):
        return "P()"
p = P(1)
print(f"{p} {p:abc} {p!s} {p!r} {p!r:>5}")
print("{} {:x} {!r}".format(p, p, p))
show(lambda: format(object, "5"))
show(lambda: format([], "5"))
show(lambda: format(1, 5))
