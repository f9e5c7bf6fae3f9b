# What Python 3.9 added: decorators that are any expression, and with items in
# parentheses.
@a[0].b(c)(d)
@(lambda f: f)
@x if y else z
@(y := x)
@y := x
def f(): pass
with (x as y): pass
with (x as y,): pass
with (x as y, z as w): pass
with (x, y): pass
with (x, y as z,): pass
with (x): pass
with (x, y).z: pass
with (x) as y, (z) as w: pass
with (x), (y): pass
with (
    open(a) as b,
    open(c) as d,
):
    pass
with (x for x in y): pass
with (x := y): pass
with (x, y := z): pass
with (*x, y): pass
with (): pass
with (x, y) as z: pass
with (yield x): pass
with x as *y, z: pass
async def f():
    async with (x as y, z): pass
x = *y,
x = *y, z
for *x, y in z: pass
for x in *y, *z: pass
return *x, y
for x, y in *z, w: pass
