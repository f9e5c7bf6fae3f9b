# What Python 3.11 added: except*, stars in an index and in the annotation of
# *args.
try: x
except* A: pass
except* (B, C) as e: pass
except *D:
    pass
else: pass
finally: pass
x[*y]
x[*y, z]
x[z, *y]
x[*y, *z]
x[a:b, *c]
x[*y] = 1
def f(*args: *Ts): pass
def f(*args: *Ts[int], **kw: int) -> T: pass
async def f():
    return [[y async for y in z] for x in w]
