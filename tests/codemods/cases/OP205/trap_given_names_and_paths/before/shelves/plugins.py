import os
import sys
from importlib import import_module


def load(name):
    sys.path.append(os.getcwd())
    return import_module(name)
