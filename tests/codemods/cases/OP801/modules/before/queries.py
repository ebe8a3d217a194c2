from sqlalchemy import select

from models import Book


def matching(word):
    found = select(Book).order_by(Book.title)
    if word:
        found = found.where(Book.title.contains(word))
    return found


def titles(session, word=""):
    seen = set()
    for book in session.scalars(matching(word)):
        seen.add(book.title)
    return sorted(seen)
