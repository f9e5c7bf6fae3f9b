match x:
    y  # error "got name 'y', want 'case'"
---
match x  # error "got newline, want ':' of 'match'"
    case y: pass
---
match x:
case y: pass  # error "bad-indent got 'case', want an indented block for 'match' of line 1"
---
match x:
    case 1: pass
    y  # error "want 'case'"
---
match x:
    case x as _: pass  # error "cannot use '_' as the name after 'as'"
    case 1 + 1: pass  # error "want an imaginary one"
    case 1j + 1j: pass  # error "want a real one"
    case -x: pass  # error "got name 'x', want number"
    case +1: pass  # error "got '\\+', want pattern"
    case x.y.: pass  # error "want name after '.'"
    case (*x): pass  # error "starred pattern alone"
    case *x: pass  # error "want ',' after a starred pattern"
---
match x:
    case {**_: 1}: pass  # error "cannot use '_'"
    case {**x, 1: y}: pass  # error "got number 1, want '}'"
    case {x: y}: pass  # error "literal or dotted name"
    case {1: *x}: pass  # error "got '\\*', want pattern"
    case A(x=1, 2): pass  # error "positional pattern after a keyword pattern"
    case A(**x): pass  # error "got '\\*\\*', want pattern"
    case x as y.z: pass  # error "got '.' after the name"
    case x if: pass  # error "got ':', want expression"
    case x y: pass  # error "got name 'y', want ':' of 'case'"
    case: pass  # error "got ':', want pattern"
---
match x:
    case 1 | : pass  # error "got ':', want pattern"
    case f(): x y  # error "got name 'y', want newline"
    case x()(): pass  # error "got '\\('"
    case x < 1: pass  # error "got '<'"
    case [x: pass  # error "bad-bracket|got ':', want ']'"
