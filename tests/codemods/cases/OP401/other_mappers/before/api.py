import os

from fastapi import FastAPI
from peewee import SqliteDatabase
from pony.orm import Database
from tortoise.contrib.fastapi import register_tortoise

import rows

app = FastAPI()
pages = Database(provider="postgres", dsn=os.environ["PAGES"])
tags = Database(provider="postgres", dsn=os.environ["TAGS"])
cards = SqliteDatabase(":memory:")
pages.generate_mapping(create_tables=True)
tags.generate_mapping(check_tables=False)
cards.create_tables([rows.Card])
register_tortoise(app, db_url=os.environ["DATABASE_URL"], modules={"models": ["rows"]}, generate_schemas=True)
register_tortoise(app, db_url=os.environ["ARCHIVE_URL"], modules={"models": ["rows"]}, generate_schemas=False)
