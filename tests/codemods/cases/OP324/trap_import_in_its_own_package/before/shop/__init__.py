import sys

try:
    import prices_of_the_day
except ImportError:
    sys.exit(1)
