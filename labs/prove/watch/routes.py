"""Prints the paths of a service that can be asked without parameters, as a JSON list.

Runs in the service's own interpreter: `python routes.py package.module:attribute`. Knows Flask, Quart, Starlette,
FastAPI and Django.
"""

import importlib
import json
import os
import sys


def application(target):
    """The object behind `module:attribute` or `module:factory()`."""
    name, _, attribute = target.partition(":")
    found = importlib.import_module(name)
    for part in attribute.replace("()", "").split("."):
        found = getattr(found, part) if part else found
    return found() if attribute.endswith("()") else found


def of_flask(app):
    return [each.rule for each in app.url_map.iter_rules() if "GET" in (each.methods or ()) and not each.arguments]


def of_starlette(routes, prefix=""):
    for each in routes:
        path = prefix + getattr(each, "path", "")
        if getattr(each, "routes", None):
            yield from of_starlette(each.routes, path)
        elif "GET" in (getattr(each, "methods", None) or ()) and "{" not in path:
            yield path


def of_django(patterns, prefix=""):
    for each in patterns:
        part = str(each.pattern).lstrip("^").rstrip("$").replace("\\Z", "").replace("\\/", "/")
        if any(sign in part for sign in "<(*+?\\["):
            continue
        if hasattr(each, "url_patterns"):
            yield from of_django(each.url_patterns, prefix + part)
        else:
            yield prefix + part


def main():
    sys.path.insert(0, os.getcwd())
    app = application(sys.argv[1])
    if hasattr(app, "url_map"):
        paths = of_flask(app)
    elif hasattr(app, "routes"):
        paths = list(of_starlette(app.routes))
    else:
        from django.urls import get_resolver

        paths = list(of_django(get_resolver().url_patterns, "/"))
    print("\nROUTES " + json.dumps(paths))


if __name__ == "__main__":
    main()
