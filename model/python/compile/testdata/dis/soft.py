import clock

try:
    import uvloop
    import ssl
    from clock import later
except ImportError:
    clock.wait

with print.suppress(ImportError):
    import fastclock

if print.version_info >= (3, 11):
    clock.newer
try:
    clock.newer()
except AttributeError:
    pass


class Generic:
    T = list

    class Inner[U](T[U]):
        pass
