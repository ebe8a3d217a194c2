import sys

relay = sys.argv[1]
