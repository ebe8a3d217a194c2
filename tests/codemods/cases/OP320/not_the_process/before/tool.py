import argparse
import signal
import sys

signal.signal(signal.SIGINT, lambda signum, frame: sys.exit(1))
signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(1))

if __name__ == "__main__":
    print(argparse.ArgumentParser().parse_args())
