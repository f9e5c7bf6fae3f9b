"""Dicts that change while a loop goes over them, and come to the size that they had."""
log = []


def changes():
    d = {1: 1, 2: 2}
    try:
        for k in d:
            log.append(k)
            if k == 2:
                d.popitem()
                d[3] = 3
    except RuntimeError as e:
        log.append(str(e))
    d = {1: 1, 2: 2}
    try:
        for k in d:
            log.append(k)
            if k == 2:
                d.pop(2)
                d[3] = 3
    except RuntimeError as e:
        log.append(str(e))
    d = {1: 1, 2: 2}
    try:
        for k in d:
            log.append(k)
            if k == 2:
                d.clear(); d[3] = 3
                d[4] = 4
    except RuntimeError as e:
        log.append(str(e))
    d = {1: 1}
    try:
        for k in d:
            log.append(k)
            if k == 1:
                del d[1]
                d[3] = 3
    except RuntimeError as e:
        log.append(str(e))
    d = {1: 1, 2: 2, 3: 3}
    try:
        for k in d:
            log.append(k)
            if k == 1:
                del d[1]
                d[1] = 3
    except RuntimeError as e:
        log.append(str(e))
    d = {}
    for i in range(200):
        d[i] = i
        if i > 2:
            del d[i - 3]
    log.append(list(d))
    d = {}
    for i in range(200):
        d[i % 7] = i
        d.popitem()
        d[i % 5] = i
    log.append(list(d.items()))


changes()
print(log)
