def loops(items, n):
    for i in [1, 2]:
        if i == n and items or not n:
            continue
        elif 0 < i < n:
            break
    else:
        return 60 * 60
    while True:
        n -= 1
        if n is None or n is not items:
            break
    while n:
        pass
    else:
        n = 1 if items else 2
    if False:
        import socket
    assert n, "n"
    return 0 < n < i or n in [1, 2]
