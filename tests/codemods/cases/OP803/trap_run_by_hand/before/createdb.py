#!/usr/bin/env python
from argparse import ArgumentParser

from shop import create_app, load
from shop.db import make_tables

parser = ArgumentParser()
parser.add_argument("--db-uri", default=None)
args = parser.parse_args()

config = load()
if args.db_uri:
    config["SQLALCHEMY_DATABASE_URI"] = args.db_uri
with create_app(config).app_context():
    make_tables()
