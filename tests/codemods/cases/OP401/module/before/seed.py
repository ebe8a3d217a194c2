from db import Session
from models import Book


def load_books():
    with Session() as session:
        session.add(Book(title="A"))
        session.commit()
