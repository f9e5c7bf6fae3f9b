def make(a, /, b=1, *args, c, d=(2, 3), **kw):
    return a.m(b, x=c), a(*args), a(b, *args, k=1, **kw, j=2), a.m(**kw)


def outer(f):
    @f
    @f.g(1)
    def inner(x, y=f):
        return lambda z=x: (z, x, y, f)

    return inner
