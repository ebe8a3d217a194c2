import json
import os
import shutil
from pathlib import Path

from shop.settings import settings


def build(name, colour):
    folder = copied(name)
    coloured(folder, colour)
    described(name, folder)
    return folder


def copied(name):
    folder = Path(settings.themes_path, name)
    shutil.copytree(Path(settings.templates_path), folder)
    return folder


def coloured(folder, colour):
    page = Path(folder, "page.css").as_posix()
    with open(page, "w") as file:
        file.write(f"body {{ background: {colour} }}")
    renamed(folder, "template", colour)


def renamed(folder, old, new):
    for root, _, names in os.walk(folder):
        for each in names:
            os.rename(os.path.join(root, each), os.path.join(root, each.replace(old, new)))


def described(name, folder):
    json.dump({"name": name}, open(Path(folder, "theme.json"), "w"))
