import sys

path = sys.argv[1]
