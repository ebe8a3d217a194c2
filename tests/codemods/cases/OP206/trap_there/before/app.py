from lib import taxes
from .libs import rates
from library import books

try:
    from vendor import fast
except ImportError:
    fast = None


def late():
    from external import things

    return things, taxes, rates, books, fast
