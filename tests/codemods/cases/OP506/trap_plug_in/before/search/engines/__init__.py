import sys
from os.path import dirname, realpath

from search.loading import load_module

FOLDER = dirname(realpath(__file__))


def load_engine(settings):
    name = settings["engine"]
    try:
        engine = load_module(name + ".py", FOLDER)
    except ImportError:
        sys.exit(1)
    update(engine, settings)
    return engine


def update(engine, settings):
    for key, value in settings.items():
        if key == "about":
            continue
        setattr(engine, key, value)
