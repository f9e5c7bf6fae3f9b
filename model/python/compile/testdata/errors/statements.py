def f(a, b):
    *a, *b = a  # error "got two starred targets in one assignment, want one"
    *a = b  # error "got a starred target alone, want it in a list or tuple"
    a = *b  # error "got a starred expression, want it in a list, tuple, set or call"
    f(a=1, a=2)  # error "got keyword argument a twice"
    try:
        a
    except:  # error "got a bare except before other handlers, want it last"
        b
    except ValueError:
        pass
    for x in a:
        try:
            a
        except* ValueError:
            break  # error "got break in an except\* block, which it cannot leave"
        except* TypeError:
            return  # error "got return in an except\* block, which it cannot leave"
    match a:
        case x:  # error "got the name x, which matches anything, before other cases, which it makes unreachable"
            pass
        case _:  # error "got the wildcard _ before other cases, which it makes unreachable"
            pass
        case (x, x):  # error "got the name x twice in a pattern"
            pass
        case [x] | (y,):  # error "got alternatives that bind different names: x and y"
            pass
        case x | 1:  # error "got the name x, which matches anything, before other alternatives"
            pass
        case [*p, *q]:  # error "got two starred names in one sequence pattern, want one"
            pass
        case {"a": 1, "a": 2}:  # error "got the same key twice in a mapping pattern"
            pass
        case C(x=1, x=2):  # error "got attribute x twice in a class pattern"
            pass
