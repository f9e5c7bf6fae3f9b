"""json: text of plain values, and back."""


class JSONDecodeError(ValueError):
    """The text is not JSON."""

    def __init__(self, msg, doc, pos):
        line = doc.count("\n", 0, pos) + 1
        column = pos - doc.rfind("\n", 0, pos)
        super().__init__("%s: line %d column %d (char %d)" % (msg, line, column, pos))
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, line, column


_special = '"\\\b\f\n\r\t'  # these are written as \ and a letter
_letters = '"\\bfnrt'


def _quote(text, ascii_only):
    out = []
    for c in text:
        n = ord(c)
        if c in _special:
            c = "\\" + _letters[_special.index(c)]
        elif n < 32 or ascii_only and 126 < n < 0x10000:
            c = "\\u%04x" % n
        elif ascii_only and n > 0xffff:
            n -= 0x10000
            c = "\\u%04x\\u%04x" % (0xd800 + (n >> 10), 0xdc00 + (n & 0x3ff))
        out.append(c)
    return '"' + "".join(out) + '"'


def _float(x, allow_nan):
    if x != x or x in (float("inf"), float("-inf")):
        if not allow_nan:
            raise ValueError("Out of range float values are not JSON compliant: " + repr(x))
        return "NaN" if x != x else "Infinity" if x > 0 else "-Infinity"
    return float.__repr__(x)


class _Writer:
    def __init__(self, skipkeys, ensure_ascii, allow_nan, indent, separators, default, sort_keys):
        self.skipkeys, self.ascii, self.allow_nan = skipkeys, ensure_ascii, allow_nan
        self.indent = " " * indent if isinstance(indent, int) else indent
        if separators is None:
            separators = (", ", ": ") if indent is None else (",", ": ")
        self.comma, self.colon = separators
        self.default, self.sort_keys = default, sort_keys
        self.open = []  # containers being written

    def write(self, x):
        if isinstance(x, str):
            return _quote(x, self.ascii)
        if x is None or x is True or x is False:
            return {None: "null", True: "true", False: "false"}[x]
        if isinstance(x, int):
            return int.__repr__(x)
        if isinstance(x, float):
            return _float(x, self.allow_nan)
        for other in self.open:
            if other is x:
                raise ValueError("Circular reference detected")
        self.open.append(x)
        if isinstance(x, dict):
            text = self.block("{", [self.pair(k, v) for k, v in self.pairs(x)], "}")
        elif isinstance(x, (list, tuple)):
            text = self.block("[", [self.write(item) for item in x], "]")
        elif self.default is None:
            raise TypeError("Object of type %s is not JSON serializable" % type(x).__name__)
        else:
            text = self.write(self.default(x))
        self.open.pop()
        return text

    def block(self, first, parts, last):
        if not parts or self.indent is None:
            return first + self.comma.join(parts) + last
        depth = len([x for x in self.open if isinstance(x, (dict, list, tuple))])
        line = "\n" + self.indent * depth
        return first + line + (self.comma + line).join(parts) + "\n" + self.indent * (depth - 1) + last

    def pairs(self, x):
        return sorted(x.items()) if self.sort_keys else [(k, v) for k, v in x.items() if self.key(k) is not None]

    def key(self, k):
        if isinstance(k, str):
            return k
        if k is None or isinstance(k, (bool, int, float)):
            return self.write(k)
        if self.skipkeys:
            return None
        raise TypeError("keys must be str, int, float, bool or None, not " + type(k).__name__)

    def pair(self, k, v):
        return _quote(self.key(k), self.ascii) + self.colon + self.write(v)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False):
    """obj as JSON text."""
    if cls is not None:
        _refuse("json-encoder", "a JSON encoder class is not modelled", "use the argument default")
    return _Writer(skipkeys, ensure_ascii, allow_nan, indent, separators, default, sort_keys).write(obj)


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None):
    """The value that JSON text says."""
    if isinstance(s, bytes):
        s = s.decode()
    reader = _Reader(s, object_hook, object_pairs_hook, parse_float or float, parse_int or int)
    value = reader.value(reader.space(0))
    at = reader.space(reader.at)
    if at != len(s):
        raise JSONDecodeError("Extra data", s, at)
    return value


class _Reader:
    """Reads a value from a place; at is where it ended."""

    def __init__(self, text, object_hook, object_pairs_hook, parse_float, parse_int):
        self.text, self.at = text, 0
        self.object_hook, self.object_pairs_hook = object_hook, object_pairs_hook
        self.parse_float, self.parse_int = parse_float, parse_int

    def fail(self, msg, at):
        raise JSONDecodeError(msg, self.text, at)

    def space(self, at):
        while at < len(self.text) and self.text[at] in " \t\n\r":
            at += 1
        return at

    def value(self, at):
        text = self.text
        c = text[at:at + 1]
        if c == '"':
            return self.string(at + 1)
        if c == "{":
            return self.object(at + 1)
        if c == "[":
            return self.array(at + 1)
        for word, value in (("null", None), ("true", True), ("false", False), ("NaN", float("nan")),
                            ("Infinity", float("inf")), ("-Infinity", float("-inf"))):
            if text.startswith(word, at):
                self.at = at + len(word)
                return value
        return self.number(at)

    def digits(self, at):
        while self.text[at:at + 1] in tuple("0123456789"):
            at += 1
        return at

    def number(self, start):
        text = self.text
        at = start + 1 if text[start:start + 1] == "-" else start
        end = at + 1 if text[at:at + 1] == "0" else self.digits(at)
        if end == at:
            self.fail("Expecting value", start)
        parse = self.parse_int
        if text[end:end + 1] == "." and self.digits(end + 1) > end + 1:
            end = self.digits(end + 1)
            parse = self.parse_float
        if text[end:end + 1] in ("e", "E"):
            sign = end + 2 if text[end + 1:end + 2] in ("+", "-") else end + 1
            if self.digits(sign) > sign:
                end = self.digits(sign)
                parse = self.parse_float
        self.at = end
        return parse(text[start:end])

    def hex(self, at):
        digits = self.text[at:at + 4]
        if len(digits) < 4 or not all([d in "0123456789abcdefABCDEF" for d in digits]):
            self.fail("Invalid \\uXXXX escape", at - 1)
        return int(digits, 16)

    def string(self, at):
        text, begin, parts = self.text, at - 1, []
        while True:
            c = text[at:at + 1]
            if c == "":
                self.fail("Unterminated string starting at", begin)
            if c == '"':
                self.at = at + 1
                return "".join(parts)
            if ord(c) < 32:
                self.fail("Invalid control character at", at)
            if c != "\\":
                parts.append(c)
                at += 1
                continue
            c = text[at + 1:at + 2]
            if c == "":
                self.fail("Unterminated string starting at", begin)
            if c == "u":
                n = self.hex(at + 2)
                at += 6
                if 0xd800 <= n < 0xdc00 and text[at:at + 2] == "\\u":
                    low = self.hex(at + 2)
                    if 0xdc00 <= low < 0xe000:
                        n = 0x10000 + ((n - 0xd800) << 10) + (low - 0xdc00)
                        at += 6
                parts.append(chr(n))
                continue
            i = '"\\/bfnrt'.find(c)
            if i < 0:
                self.fail("Invalid \\escape", at)
            parts.append('"\\/\b\f\n\r\t'[i])
            at += 2

    def array(self, at):
        items = []
        at = self.space(at)
        if self.text[at:at + 1] == "]":
            self.at = at + 1
            return items
        while True:
            items.append(self.value(at))
            at = self.space(self.at)
            c = self.text[at:at + 1]
            if c == "]":
                self.at = at + 1
                return items
            if c != ",":
                self.fail("Expecting ',' delimiter", at)
            comma, at = at, self.space(at + 1)
            if self.text[at:at + 1] == "]":
                self.fail("Illegal trailing comma before end of array", comma)

    def object(self, at):
        pairs = []
        at = self.space(at)
        if self.text[at:at + 1] == "}":
            self.at = at + 1
            return self.made(pairs)
        while True:
            if self.text[at:at + 1] != '"':
                self.fail("Expecting property name enclosed in double quotes", at)
            key = self.string(at + 1)
            at = self.space(self.at)
            if self.text[at:at + 1] != ":":
                self.fail("Expecting ':' delimiter", at)
            pairs.append((key, self.value(self.space(at + 1))))
            at = self.space(self.at)
            c = self.text[at:at + 1]
            if c == "}":
                self.at = at + 1
                return self.made(pairs)
            if c != ",":
                self.fail("Expecting ',' delimiter", at)
            comma, at = at, self.space(at + 1)
            if self.text[at:at + 1] == "}":
                self.fail("Illegal trailing comma before end of object", comma)

    def made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        value = dict(pairs)
        return value if self.object_hook is None else self.object_hook(value)
