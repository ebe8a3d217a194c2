_checks = []
_by_name = {}


def check(function):
    _checks.append(function)
    return function


def named(name):
    def decorator(function):
        _by_name[name] = function
        return function

    return decorator


def add(function):
    _by_name[function.__name__] = function


@check
def debug_is_off():
    return True


@named("https")
def https_is_on():
    return True


add(https_is_on)


def run_all():
    return [each() for each in [*_checks, *_by_name.values()]]
