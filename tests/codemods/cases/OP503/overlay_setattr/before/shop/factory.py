from importlib import import_module

from yaml import safe_load


def settings(name):
    module, cls = name.rsplit(".", 1)
    settings_object = getattr(import_module(module), cls)()
    with open("/etc/shop/settings.yml") as file:
        loaded = safe_load(file)
    for key, value in loaded.items():
        setattr(settings_object, key, value)
    return settings_object
