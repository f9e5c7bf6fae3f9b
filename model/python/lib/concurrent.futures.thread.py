"""The pools of threads, by the name of the module that has them in CPython."""

from concurrent.futures import BrokenThreadPool, ThreadPoolExecutor
