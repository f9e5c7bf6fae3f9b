async def coroutine(q):
    async for x in q:
        if await x:
            break
    else:
        return [y async for y in q if await y]
    return (await z for z in q)


async def generator(n):
    for i in range(n):
        got = yield i
    yield


def delegate(it):
    r = yield from it
    return r
