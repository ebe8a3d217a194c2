import sys

print "shelves", sys.argv
