# What Python 3.14 added: t-strings, and except without parentheses.
t''
t'a{x}b'
T"{x!r:>{y}}"
rt'\{x}'
tR'{x = }'
t'{x}' t'{y}'
t'{ x + 1 }'
try: x
except A, B: pass
except A, B, C,: pass
try: x
except* A, B: pass
