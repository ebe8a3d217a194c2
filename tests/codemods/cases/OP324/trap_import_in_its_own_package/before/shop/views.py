from flask import Blueprint

views = Blueprint("views", __name__)


@views.get("/")
def index():
    from .prices import BOOK

    return str(BOOK)
