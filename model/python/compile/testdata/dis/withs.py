def plain(a, b):
    with a as x, b:
        return x


async def both(a):
    async with a as x:
        for y in x:
            with y:
                if y:
                    break
                return y
