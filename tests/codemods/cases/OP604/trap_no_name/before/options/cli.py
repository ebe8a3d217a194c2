import importlib

import click
from flask import Flask


def make_app(config):
    app = Flask(__name__)
    if config:
        app.config.from_object(importlib.import_module(config))
    return app


@click.command()
@click.option("--config")
def main(config):
    make_app(config).run()
