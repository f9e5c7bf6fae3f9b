"""textwrap: indentation."""


def dedent(text):
    """text without the margin that all its lines share."""
    margin = None
    lines = [line if line.strip() else "" for line in text.split("\n")]
    for line in lines:
        if line:
            blank = line[:len(line) - len(line.lstrip(" \t"))]
            if margin is None:
                margin = blank
            while not blank.startswith(margin):
                margin = margin[:-1]
    return "\n".join([line[len(margin):] if line else "" for line in lines]) if margin else "\n".join(lines)


def indent(text, prefix, predicate=None):
    """text with prefix before its lines."""
    out = []
    for line in text.splitlines(True):
        out.append(prefix + line if (line.strip() if predicate is None else predicate(line)) else line)
    return "".join(out)
