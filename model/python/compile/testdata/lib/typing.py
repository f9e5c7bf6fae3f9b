"""Enough of typing."""

TYPE_CHECKING = False
