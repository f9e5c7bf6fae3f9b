"""enum: the classes are the machine's."""


def unique(enumeration):
    """Check that no two members of an enum have one value."""
    members = list(enumeration)
    aliases = [(name, member.name) for name, member in enumeration.__members__.items() if name != member.name]
    if aliases:
        raise ValueError("duplicate values found in %r: %s" % (
            enumeration, ", ".join(["%s -> %s" % pair for pair in aliases])))
    return enumeration


def member(value):
    """value"""
    return value
