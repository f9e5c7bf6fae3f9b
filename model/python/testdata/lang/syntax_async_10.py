"""async with, async for, async comprehensions."""
import asyncio
class ACM:
    def __init__(self, n, s=False): self.n = n; self.s = s
    async def __aenter__(self): print("aenter", self.n); await asyncio.sleep(0); return self.n
    async def __aexit__(self, t, v, tb): print("aexit", self.n, t.__name__ if t else None); await asyncio.sleep(0); return self.s
class AIt:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        return self.n
async def agen(n):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(0)
    finally:
        print("agen fin")
async def double(x): await asyncio.sleep(0); return 2 * x
async def w(k):
    async with ACM(1) as a, ACM(2, True):
        async for x in AIt(3):
            if k == 0: return x
            if k == 1: break
            if k == 2: continue
            if k == 3: raise ValueError("v")
        else:
            print("else")
    return "after"
async def main():
    for k in range(5): print(await w(k))
    print([x async for x in agen(3)], [await double(x) for x in range(3)], {x: await double(x) async for x in AIt(2)})
    print([y async for x in AIt(2) for y in range(x + 1) if await double(y) < 3])
    g = (x * 2 async for x in agen(2))
    async for v in g: print("g", v)
    g2 = (await double(x) for x in range(2))
    print([v async for v in g2])
    try:
        async for v in agen(2): raise KeyError(v)
    except KeyError as e: print("ke", e)
    print(await asyncio.gather(*(double(i) for i in range(3))))
    async def inner():
        nonlocal total
        total += await double(1)
    total = 0
    await inner(); await inner(); print(total)
    try:
        await asyncio.wait_for(double(4), 10)
        t = asyncio.create_task(double(5)); print(await t)
        raise ValueError
    except ValueError: print("VE"); print(await double(6))
    finally: print(await double(7))
    f = lambda: double(8)
    print(await f(), (await double(1)) + await double(2), [await double(1), *[await double(3)]], f"{await double(2)!r}")
    while await double(0): pass
    if not await double(0) and await double(1): print("cond")
    match await double(1):
        case 2: print("m2")
    return "end"
print(asyncio.run(main()))
print("last")
