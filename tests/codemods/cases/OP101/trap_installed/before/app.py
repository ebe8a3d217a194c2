import os
import shutil

from flask import Flask, request

app = Flask(__name__)
EXAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "example.yaml")
SETTINGS = os.path.join(os.path.expanduser("~"), ".shop", "settings.yaml")


def create_settings(path):
    folder, _ = os.path.split(path)
    os.makedirs(folder, exist_ok=True)
    shutil.copyfile(EXAMPLE, path)
    return path


def unpack(plugin):
    if os.path.isdir(plugin["path"]):
        shutil.copytree(plugin["path"], plugin["install_path"])
    else:
        os.makedirs(plugin["install_path"])
        shutil.copyfile(plugin["path"], os.path.join(plugin["install_path"], "__init__.py"))


@app.post("/reload")
def reload():
    if not os.path.isfile(SETTINGS):
        create_settings(SETTINGS)
    for plugin in request.get_json():
        unpack(plugin)
    return ""
