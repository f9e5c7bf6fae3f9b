squares = [x * x for x in range(3)]


def comps(rows, k):
    flat = [y for row in rows if row for y in row]
    byname = {str(n): n for n in flat}
    late = [lambda: i for i in flat]
    last = [z := i for i in flat]
    return any(v > k for v in flat), {*byname}, {a for a in late}, z, last


class C:
    width = 2
    cells = [c for c in range(width)]
