"""A module in a package."""

from clock import Timer, wait as pause
