"""Connects to postgresql://localhost/shop."""

import os
import re

import click
from sqlalchemy import create_engine

EXAMPLE_URL = "postgresql://user:secret@host/db"
HELP = "https://flask.palletsprojects.com/"
URI_PATTERN = re.compile("postgresql://(.*)@localhost")
url = os.environ["DATABASE_URL"]
if url.startswith("postgres://"):
    url = url.replace("postgres://localhost", "postgresql://localhost", 1)
if url == "sqlite:///app.db":
    print("redis://localhost is not used")
# engine = create_engine("postgresql://shop:hunter2@db/shop")
memory = create_engine("sqlite://")
also_memory = create_engine("sqlite:///:memory:")


@click.command()
def setup():
    default = "postgresql://shop:pass@localhost/shop"
    click.prompt("Database", default=default)
