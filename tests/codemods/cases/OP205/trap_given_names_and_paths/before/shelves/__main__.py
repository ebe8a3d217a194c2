if not __package__:
    import os
    import sys

    sys.path.insert(0, os.path.dirname(os.path.dirname(__file__)))

from shelves.plugins import load

print(load("shop"))
