"""What auto() is after values of other kinds.

Where the last value is not the greatest, the releases of 3.11 differ.
"""
import enum
log = []
def mk(*vals):
    try:
        class E(enum.Enum):
            a = vals[0]
            b = vals[1] if len(vals) > 1 else enum.auto()
            c = enum.auto()
        return [m.value for m in E]
    except Exception as e:
        return type(e).__name__, str(e)
for vs in ((5,), (2,5), ("x",), ("x", 3), (3, "x"), (1.5,), (None,), ((1,2),), (1.5, "y"), (True,)):
    log.append(mk(*vs))
def mk(*vals):
    try:
        class E(enum.Flag):
            a = vals[0]
            b = vals[1] if len(vals) > 1 else enum.auto()
            c = enum.auto()
        return [m.value for m in E]
    except Exception as e:
        return type(e).__name__, str(e)
for vs in ((4,), (1,4)):
    log.append(mk(*vs))
for entry in log:
    print(entry)
