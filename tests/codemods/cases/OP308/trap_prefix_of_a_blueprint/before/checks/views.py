from .bases import checks


@checks.route("")
def answer():
    return "up"
