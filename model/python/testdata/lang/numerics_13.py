"""Module math and formatted floats over many values."""
import math


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


vals = [0, 1, -1, 2, 0.5, -0.5, 1.5, 2.5, -2.5, 1e10, 1e-10, 10**20, 7, 100, float("inf"), float("-inf"), float("nan"), True]
for x in vals:
    for name in ["floor", "ceil", "trunc", "sqrt", "fabs", "isnan", "isinf", "isfinite", "isqrt", "factorial", "degrees", "radians", "modf", "frexp", "log2"]:
        if name == "factorial" and x == 10**20:
            continue
        print(name, x)
        show(lambda: getattr(math, name)(x))
    for y in [0, 1, 2, -1, 0.5, float("inf")]:
        print(x, y)
        show(lambda: math.copysign(x, y))
        show(lambda: math.fmod(x, y))
        show(lambda: math.isclose(x, y))
        show(lambda: math.remainder(x, y))
        show(lambda: math.gcd(x, y))
        show(lambda: math.comb(x, y))
        show(lambda: math.perm(x, y))
        show(lambda: math.ldexp(x, y))
print(math.pi, math.e, math.inf, math.nan, math.tau)
show(lambda: math.log(8, 2))
show(lambda: math.log(0))
show(lambda: math.log(-1))
show(lambda: math.log10(1000))
show(lambda: math.log2(1024))
show(lambda: math.log(10**400) > 900)
show(lambda: math.exp(0))
show(lambda: math.exp(1000))
show(lambda: math.hypot(3, 4))
show(lambda: math.dist((0, 0), (3, 4)))
show(lambda: math.gcd(12, 18, 27))
show(lambda: math.lcm(4, 6))
show(lambda: math.prod([1, 2, 3]))
show(lambda: math.prod([1, 2], start=5))
show(lambda: math.fsum([0.1] * 10))
show(lambda: math.sqrt("a"))
show(lambda: math.sqrt(-1))
show(lambda: math.floor("a"))
show(lambda: math.sin(0) + math.cos(0))
show(lambda: math.atan2(0, -1))
show(lambda: math.pow(2, 0.5))
show(lambda: math.pow(0, -1))
show(lambda: math.pow(-8, 1 / 3))
show(lambda: math.acos(2))
show(lambda: math.sin(float("inf")))
show(lambda: 2 ** 0.5 == math.sqrt(2))
show(lambda: math.nextafter(1, 2))
show(lambda: math.ulp(1.0))
for x in [0.1, 0.25, 1 / 3, 2 / 3, 1e21, 123456789.123456789, 5e-324, 1.7976931348623157e308, 0.30000000000000004]:
    print(x, repr(x), str(x), f"{x:.17g}", f"{x:.3f}" if x < 1e22 else "", f"{x:e}", f"{x:g}", round(x, 3))


def lcg(n):
    while True:
        n = (n * 6364136223846793005 + 1442695040888963407) % 2**64
        yield n >> 11


r = lcg(1)


def f():
    return (next(r) / 2**53) * 10 ** (next(r) % 7 - 3)


for i in range(100):
    a, b = f(), f() - f()
    show(lambda: (a, b, math.log(a), math.log2(a), math.log10(a), math.exp(b), a ** b, math.pow(a, 2), 2.0 ** (b % 60), a ** 3, a ** -7))
