"""math: the machine's."""
