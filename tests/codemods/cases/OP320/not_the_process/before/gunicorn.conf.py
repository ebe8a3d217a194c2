import signal
import sys


def when_ready(server):
    signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(0))
