return 1  # error "got return outside a function"
yield 1  # error "got yield outside a function"
await 1  # error "got await outside a function"
break  # error "got break outside a loop"
continue  # error "got continue outside a loop"
nonlocal a  # error "got nonlocal at module level"


def f(a, a):  # error "got argument a twice"
    global a  # error "got global a, but a is a parameter"
    nonlocal b  # error "got nonlocal b, but no function around binds it"
    c = 1
    global c  # error "got global c after an assignment to c on line 12"
    print(d)
    global d  # error "got global d after a use of d on line 14"
    await a  # error "got await in a function that is not async"
    async with a:  # error "got async with in a function that is not async"
        pass
    async for x in a:  # error "got async for in a function that is not async"
        pass
    [x async for x in a]  # error "got an asynchronous comprehension outside an async function"
    for x in a:

        def g():
            break  # error "got break outside a loop"

    from clock import *  # error "got import \* in a function or class, want it at module level"
    e: int
    global e  # error "got global e after an annotation of e"


async def g():
    yield 1
    return 2  # error "got return with a value in an asynchronous generator, want return alone"


async def h(x):
    yield from x  # error "got yield from in an async function"
    return [(yield 1) for y in x]  # error "got yield inside a comprehension or generator expression"


class C:
    return 1  # error "got return outside a function"
    x = [y := 1 for z in "a"]  # error "got := in a comprehension in a class body"


d = c = e = 0
[x := 1 for x in "a"]  # error "got := to x, which the comprehension iterates with"
[x for x in (y := "a")]  # error "got := in the iterable of a comprehension"
__debug__ = 1  # error "got an assignment to __debug__, want another name"


def t[T, T]():  # error "got type parameter T twice"
    pass
