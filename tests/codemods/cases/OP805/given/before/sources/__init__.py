import importlib

SOURCES = {}


def load(listed):
    for entry in listed:
        source = importlib.import_module("sources." + entry["module"])
        for name, value in entry.items():
            setattr(source, name, value)
        source.init()
        SOURCES[entry["name"]] = source
