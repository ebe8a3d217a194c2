import importlib
import pkgutil


def load():
    return [importlib.import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__)]
