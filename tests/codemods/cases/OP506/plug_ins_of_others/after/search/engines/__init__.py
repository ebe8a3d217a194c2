from importlib import import_module

DEFAULTS = {"timeout": 3}


def load_engine(name):
    engine = import_module(f"{__name__}.{name}")
    for key, value in DEFAULTS.items():
        setattr(engine, key, value)
    return engine
