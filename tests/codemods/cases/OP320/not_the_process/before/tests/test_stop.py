import signal
import sys

signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(1))
