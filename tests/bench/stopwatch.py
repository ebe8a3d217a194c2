"""Runs a command and writes what it took: `stopwatch.py RESULT COMMAND…`. Standard library only, and little of that.

A process starts with the peak memory of the one that started it, so what starts it must be small.
"""

import json
import os
import sys
import time

begin = time.perf_counter()
process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(process, 0)
seconds = time.perf_counter() - begin
peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
with open(sys.argv[1], "w") as file:  # noqa: PTH123
    json.dump([seconds, used.ru_utime + used.ru_stime, peak, os.waitstatus_to_exitcode(status)], file)
