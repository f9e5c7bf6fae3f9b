"""Print ast.parse's tree of texts in the form that dump_test.go prints.

Reads one JSON object a line: {"path": FILE} or {"hex": TEXT}, and answers
each with one JSON object a line: {"tree": TEXT} or {"error": MESSAGE}.
"""
import ast
import json
import struct
import sys
import warnings

MINOR = sys.version_info[1]

# What the module leaves out, or has only in some versions.
SKIP = {"ctx", "type_comment", "type_ignores"}
OPS = {
    "Add": "+", "Sub": "-", "Mult": "*", "MatMult": "@", "Div": "/", "Mod": "%",
    "Pow": "**", "LShift": "<<", "RShift": ">>", "BitOr": "|", "BitXor": "^",
    "BitAnd": "&", "FloorDiv": "//", "And": "and", "Or": "or", "Invert": "~",
    "Not": "not", "UAdd": "+", "USub": "-", "Eq": "==", "NotEq": "!=", "Lt": "<",
    "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not",
    "In": "in", "NotIn": "not in",
}
# The fields that the oldest versions lack, with their places.
TYPE_PARAMS = {"FunctionDef": 6, "AsyncFunctionDef": 6, "ClassDef": 5}


def quote(s):
    out = ['"']
    for c in s:
        if " " <= c <= "~" and c not in '"\\':
            out.append(c)
        else:
            out.append("\\{%x}" % ord(c))
    out.append('"')
    return "".join(out)


def bits(f):
    return "%016x" % struct.unpack(">Q", struct.pack(">d", f))[0]


def constant(v):
    if v is None or v is True or v is False:
        return str(v)
    if v is Ellipsis:
        return "..."
    if isinstance(v, int):
        return hex(v)
    if isinstance(v, float):
        return "f" + bits(v)
    if isinstance(v, complex):
        return "c" + bits(v.imag)
    if isinstance(v, str):
        return quote(v)
    return "b" + v.hex()


class Dumper:
    def __init__(self):
        self.out = []
        self.depth = 0
        self.hidden = 0  # inside an f-string whose places mean little

    def place(self, n, name):
        if not hasattr(n, "lineno"):
            return
        if MINOR < 12 and (self.hidden or name in ("JoinedStr", "FormattedValue")):
            return
        if MINOR < 9 and not isinstance(n, (ast.stmt, ast.Name)):
            return
        if MINOR < 9:
            self.out.append("@%d:%d" % (n.lineno, n.col_offset + 1))
            return
        self.out.append("@%d:%d-%d:%d" % (n.lineno, n.col_offset + 1, n.end_lineno, n.end_col_offset + 1))

    def node(self, n):
        name = type(n).__name__
        if name in OPS:
            self.out.append(OPS[name])
            return
        if name == "Index":
            self.node(n.value)
            return
        if name == "ExtSlice":
            n = ast.Tuple(elts=n.dims)
            name = "Tuple"
        self.depth += 1
        self.out.append("\n" + " " * self.depth + name)
        self.place(n, name)
        if name == "JoinedStr":
            self.hidden += 1
        for field in n._fields:
            if field in SKIP:
                continue
            v = getattr(n, field, None)
            if name == "JoinedStr" and MINOR == 12:  # 3.12.1 leaves empty texts in format specs
                v = [x for x in v if getattr(x, "value", None) != ""]
            self.out.append(" ")
            if field == "str" and name == "Interpolation":
                self.out.append(quote(v))
            else:
                self.value(v)
            if MINOR < 12 and TYPE_PARAMS.get(name) and field == ("returns" if name != "ClassDef" else "decorator_list"):
                self.out.append(" []")
            if MINOR < 13 and name in ("TypeVar", "ParamSpec", "TypeVarTuple") and field == n._fields[-1]:
                self.out.append(" ~")
        if name == "JoinedStr":
            self.hidden -= 1
        self.depth -= 1

    def value(self, v):
        if isinstance(v, ast.Constant):
            self.depth += 1
            self.out.append("\n" + " " * self.depth + "Constant")
            self.place(v, "Constant")
            self.out.append(" " + constant(v.value) + " " + (quote(v.kind) if getattr(v, "kind", None) else "~"))
            self.depth -= 1
        elif isinstance(v, ast.AST):
            if type(v).__name__ == "Index":
                self.value(v.value)
            else:
                self.node(v)
        elif isinstance(v, list):
            self.out.append("[")
            for x in v:
                self.out.append(" ")
                self.value(x)
            self.out.append("]")
        elif v is None:
            self.out.append("~")
        elif isinstance(v, str):
            self.out.append(quote(v))
        else:
            self.out.append(str(v))


def dump(tree):
    d = Dumper()
    d.value(tree)
    return "".join(d.out)


def answer(request):
    if "path" in request:
        with open(request["path"], "rb") as f:
            text = f.read()
    else:
        text = bytes.fromhex(request.get("hex", ""))
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as e:
        return {"error": "%s: %s" % (type(e).__name__, e)}
    if request.get("brief"):
        return {"tree": ""}
    return {"tree": dump(tree)}


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


main()
