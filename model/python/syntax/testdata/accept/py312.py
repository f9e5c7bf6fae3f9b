# What Python 3.12 added: type parameters, type aliases, f-strings without
# restrictions.
type X = int
type X[T] = list[T]
type X[T: int, *Ts, **P] = Callable[P, tuple[T, *Ts]]
type match = case
type type = type
type X[T,] = T
def f[T](x: T) -> T: pass
def f[T: (int, str), *Ts, **P,](x): pass
async def f[T](): pass
class A[T]: pass
class A[T: int](B[T], metaclass=C): pass
type(x)
type [x]
type in x
type = X
type.x
f'{x['a']}'
f"{"a" + "b"}"
f'{f'{f'{x}'}'}'
f"{f"{f"{f"{f"{1 + 1}"}"}"}"}"
f'{'\n'.join(x)}'
f'{x:{'{'}>10}'
f'{x!r:{y!s:{z}}}'
f"{
    x  # a comment
    + y
}"
f'{x
}'
f'''{
    x:
    >{y}
}'''
f'''{x:
}'''
f'{x!r:a\
b}'
f'{x=
}'
f'{ x  =  !r:>{5}}'
f'{'a' 'b' f'{c}'}'
f'\{x}'
f'\\{x}'
f'{x:\{y}}'
rf'\N{x}'
f'{lambda_:x}'
f'{(lambda x: x)}'
f'{[x for x in y]}'
f'{x:{{}}}'
f'{x:{ {} }}'
f'{x[1:2]:3}'
f'{x != y:z}'
f'{x!r}{y!s}'
f'{x:!r}'
f'{x::}'
f'{x:::a}'
f'a{{b}}c{x}d{{{y}}}e'
f'{{' '}}'
f'}}{x}{{'
f'{x:a{{b}}c}'
f"{'''
'''}"
f'{*x,}'
f'{yield_, (yield)}'
f'{await x}'
f'{not x}'
f'{x if y else z:w}'
f'{ x }'
f'{x=}{y=}'
f'é{x}é{'é'}'
f'{x}' f"{y}" 'z' '\n' r'\n' f'\n' rf'\n'
f'{x:>5
  }'
