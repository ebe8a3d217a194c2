import os
import sys

import click
from flask import Flask

app = Flask(__name__)
env = os.environ.get("FLASK_ENV")

if env == "testing":
    app.config["CACHE_TYPE"] = "NullCache"

if app.config["ENV"] != "test":
    print("hello")

if app.debug:
    DEBUG = True

if sys.platform == "win32":
    SHELL = "cmd"

if __debug__:
    LEVEL = 1

if "DYNO" in os.environ:
    print("on a platform")

if os.environ.get("STORAGE") == "local":
    ROOT = "."

if os.environ.get("CACHE") == "default":
    CACHE = True


def promote(client, stage):
    if stage == "Production":
        client.archive()


def application(environ, start_response):
    if environ["REQUEST_METHOD"] == "production":
        return []


@app.cli.command()
def seed():
    if env == "production":
        raise click.Abort()
