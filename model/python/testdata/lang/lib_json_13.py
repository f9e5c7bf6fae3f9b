"""json."""
import json

v = {"a": [1, 2.5, -3e20, True, None, "x\"y\\z\n\u00e9\U0001f600"], "b": {}, "c": [], "d": {"n": [[]], 1: 2, None: 3}}
print(json.dumps(v))
print(json.dumps(v, ensure_ascii=False))
print(json.dumps(v, indent=2))
print(json.dumps(v, indent=1, separators=(",", "=")))
print(json.dumps({"b": 1, "a": 2}, sort_keys=True), json.dumps((1, (2,))), json.dumps("s"), json.dumps(1e16),
      json.dumps({1.5: 1, True: 2}), json.dumps(float("inf")), json.dumps(10**20))
print(json.loads(json.dumps(v)) == {"a": v["a"], "b": {}, "c": [], "d": {"n": [[]], "1": 2, "null": 3}})
print(json.loads(' { "a" : [ 1 , -2.5e3 , "\\u00e9\\ud83d\\ude00\\n" , false ] } '), json.loads("[]"), json.loads('"x"'),
      json.loads("12"), json.loads("-0.5"), json.loads(b"[1]"), json.loads("1E2"))
print(json.loads('{"a": 1}', object_hook=lambda d: list(d)))
print(json.dumps({"x": {1}}, default=list), json.dumps({(1, 2): 1, "a": 2}, skipkeys=True))
for bad in ("", "[1,", "{", '{"a"}', '{"a":1,}', "[1 2]", '"abc', "nul", "[1]]", '{"a":1 "b":2}', '"\\x"', "01", "[1,]",
            '"\t"', "\n\n x", '"\\u12"'):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(e, e.pos, e.lineno, e.colno)
for bad in ({1}, {"a": object}, {(1,): 2}):
    try:
        print(json.dumps(bad))
    except TypeError as e:
        print(e)
loop = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as e:
    print(e)
