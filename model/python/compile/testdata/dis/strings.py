def s(x, w):
    return f"", f"a", f"{x}", f"<{x!r:>{w}}|{x=}>", "a" "b", b"c", 1.0, -0.0, ..., None
