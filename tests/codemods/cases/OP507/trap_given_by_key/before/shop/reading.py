from os import environ


def variable(name, default):
    return environ.get("SHOP_" + name.upper(), default)
