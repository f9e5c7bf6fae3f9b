"""time: the clocks of tasks. sleep, monotonic, time, perf_counter and their
kin are the machine's."""
