import clock
import socket  # error "module socket is not modelled"
import asyncoi  # error "module asyncoi is not modelled, and there is no such file next to this one \(did you mean asyncio\?\)"
import numpy.linalg  # error "module numpy.linalg is not modelled.*put what the program uses of it into numpy/linalg.py"
from clock import wiat  # error "module clock has no name wiat \(did you mean clock.wait\?\)"
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from ssl import SSLContext

try:
    import uvloop
except ImportError:
    uvloop = None

counter = 0


def f(x: SSLContext) -> Nowhere:
    conter += 1  # no error here: it is a local variable
    print(countre)  # error "name countre is not defined \(did you mean counter\?\)"
    prnt(x)  # error "name prnt is not defined \(did you mean print\?\)"
    clock.Wait(1)  # error "module clock has no name Wait \(did you mean clock.wait\?\)"
    asyncio.run(x)  # error "name asyncio is not defined \(write import asyncio\)"
    open("f")  # error "open is not modelled \(stub it: keep the file's content in a list or dict\)"
    eval("1")  # error "eval is not modelled"
    1j  # not evaluated
    x = 1j  # error "complex numbers are not modelled"
    if False:
        undefined_here
    try:
        unicode
    except NameError:
        unicode = str
    f"{input()}"  # error "input is not modelled"
    super()  # error "got super\(\) outside a method"
