def f(a, b, o):
    x = y = a
    a, b = b, a
    (p, *q), r = a
    o.x, o[1:2] = 1, -2
    o.n += 1
    o[a] -= b
    x: int = 3
    z: str
    del o.x, o[0], x
    return (n := len(p)) + n, [*q, r], {**o, "k": y}, {*p, 1}, (*a, b)
