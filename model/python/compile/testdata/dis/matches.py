def m(v, A):
    match v:
        case 1 | "a":
            return 0
        case [x, *rest, _] if rest:
            return x
        case {"k": [a, None], **more}:
            return a, more
        case A.B(1, y=(1 | 2) as z):
            return z
        case (0, b) | (b, 0):
            return b
        case [*_] | {}:
            return 1
        case other:
            return other
