import sys

SECRET_KEY = "k9-Larch-Barn-45"


def apply(values):
    for name, value in values.items():
        setattr(sys.modules[__name__], name, value)
