# What Python 3.10 added: match statements.
match x:
    case 0: pass
    case -1 | 1.5 | -2j | 1+2j | -1-2j: pass
    case "a" "b" | b"c": pass
    case None | True | False: pass
    case a.b | a.b.c: pass
    case y: pass
match x, y:
    case y, z: pass
    case y, *z: pass
    case *_,: pass
    case y,: pass
    case [] | () | [y] | (y,) | [y, *z, w] | (*y, z) | [y,]: pass
    case (y): pass
    case (y | z) as w: pass
    case [y as z, w] as v: pass
match (x):
    case {}: pass
    case {"a": y, -1: z, a.b: w, None: v, **rest}: pass
    case {**rest,}: pass
    case {"a": y,}: pass
    case {1+2j: {"x": [z]}}: pass
    case A(): pass
    case A(y, 1, z=2, w=B(v),): pass
    case a.B(y=_) if y > 0: pass
    case _ if (y := z): pass
    case _ if y := z: pass
    case _:
        pass
match *x, y:
    case _: pass
match x,:
    case _: pass
match x := y:
    case _: pass
match -x:
    case _: pass
match [x, y]:
    case _: pass
match {x: y}:
    case _: pass
match lambda: x:
    case _: pass
match not x:
    case _: pass
match match:
    case case: pass
match case:
    case match:
        match y:
            case type: pass
match (x).y:
    case _: pass
match(x)
match (x), y
match [x]
match [x:y]
match [x], y
match -x
match: int
match [x]: int
match = case
match.case
match in x
match if x else y
match or x
match < x
match == x
lambda match: case
def match(case): pass
class type(match): pass
x[y := 1]
x[y := 1, z := 2]
{x := 1, y}
{x := y for x in z}
