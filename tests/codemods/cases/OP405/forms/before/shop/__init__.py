import os
import subprocess

from flask import Flask

VERSION = subprocess.check_output(["git", "describe"]).decode()


def build():
    os.system("npm run build")


def create_app():
    app = Flask(__name__)
    build()
    return app
