"""The catalogue that a new shop opens with."""

import csv
from pathlib import Path

from sqlalchemy import func, select

from db import Session
from models import Book


def load_books():
    with Session() as db:
        if db.scalar(select(func.count()).select_from(Book)) > 0:
            return
        with Path(__file__).with_name("books.csv").open(encoding="utf-8", newline="") as file:
            db.add_all(
                Book(
                    isbn=row["isbn"],
                    title=row["title"],
                    author=row["author"],
                    year=int(row["year"]),
                    price=int(row["price"]),
                )
                for row in csv.DictReader(file)
            )
        db.commit()
