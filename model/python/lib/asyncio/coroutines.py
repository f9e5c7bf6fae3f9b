"""Coroutines are the machine's."""
