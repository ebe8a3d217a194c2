import os

from flask import Flask, jsonify
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

app = Flask(__name__)
asynchronous = create_async_engine(os.environ["DATABASE_URL"])
bare = create_engine("sqlite:///shop.db")


def connection():
    return create_engine(
        os.environ["DATABASE_URL"],
    ).connect()


@app.get("/waiting")
async def waiting():
    async with asynchronous.connect() as shop:
        await shop.execute(text("UPDATE orders SET seen = true"))
        return ""


@app.get("/books")
def books():
    with connection() as shop:
        return jsonify(list(shop.execute(text("SELECT title FROM books")).scalars()))
