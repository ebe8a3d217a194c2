import importlib


def load(listed):
    return [importlib.import_module("sources." + each) for each in listed]
