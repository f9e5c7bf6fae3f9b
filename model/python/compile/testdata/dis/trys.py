def tries(f):
    try:
        f()
    except (KeyError, ValueError) as e:
        raise RuntimeError from e
    except TypeError:
        raise
    else:
        f(1)
    finally:
        f(2)


def out(f):
    for x in f:
        try:
            if x:
                break
            if f(x):
                return f
            continue
        finally:
            f()


def nested(f):
    try:
        try:
            f()
        except OSError as e:
            g = lambda: e
            return g
    except:
        return None


def groups(f):
    try:
        f()
    except* ValueError as g:
        f(g)
    except* TypeError:
        raise
