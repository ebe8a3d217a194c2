import os

from shop import defaults
from shop.defaults import ASKED, JOINED, LOOPED
from shop.reading import variable


def asked(name):
    if name in os.environ:
        return os.environ[name]
    return ASKED[name]


def looped():
    found = {}
    for name in LOOPED:
        found[name] = variable(name, LOOPED[name])
    return found


spread = {name: variable(name, default) for name, default in defaults.SPREAD.items()}
joined = JOINED | os.environ
