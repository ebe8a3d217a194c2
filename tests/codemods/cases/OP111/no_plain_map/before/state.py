same = {}
exported = {}


def value():
    return [1]
