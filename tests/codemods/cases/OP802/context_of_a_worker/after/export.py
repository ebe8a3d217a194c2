from app import app
from models import Book

context = app.app_context()
context.push()
print(Book.query.count())
context.pop()
