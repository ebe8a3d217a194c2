import os
import subprocess


def told():
    if "SHOP_VERSION" in os.environ:
        return os.environ["SHOP_VERSION"]
    try:
        return subprocess.check_output(["git", "describe"], text=True)
    except OSError:
        return ""


def asked():
    given = os.getenv("SHOP_VERSION")
    if given:
        return given
    return subprocess.check_output(["git", "describe"], text=True)


def unknown():
    return os.environ.get("SHOP_COMMIT") or subprocess.check_output(["git", "rev-parse"], text=True)


def either():
    return os.environ.get("SHOP_VERSION") or subprocess.check_output(["git", "describe"], text=True)


def of_checkout():
    return subprocess.check_output(["git", "describe"], text=True)


def by_call():
    given = os.environ.get("SHOP_VERSION")
    if given:
        return given
    return of_checkout()


def negated():
    given = os.environ.get("SHOP_VERSION") or None
    if not given:
        given = subprocess.check_output(["git", "describe"], text=True)
    return given


def of_nobody():
    given = os.environ.get("SHOP_COMMIT") or None
    if not given:
        given = subprocess.check_output(["git", "describe"], text=True)
    return given
