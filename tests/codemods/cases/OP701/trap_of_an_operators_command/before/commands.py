import logging
from logging.handlers import RotatingFileHandler as Rotating
from pathlib import Path

import click
import typer
from flask import Flask

app = Flask(__name__)
shell = typer.Typer()


@app.cli.command("tidy")
@click.argument("target")
def tidy(target):
    logging.getLogger("tidy").addHandler(Rotating(target))


@shell.command()
def check(report: Path):
    logging.getLogger("check").addHandler(logging.FileHandler(report))


@click.command()
@click.option("--report", required=True)
def compare(report):
    handler = logging.FileHandler(filename=report)
    logging.getLogger().addHandler(handler)
