from flask import Blueprint

pages = Blueprint("pages", __name__)


@pages.route("/")
def health_check():
    return {"fine": True}


@pages.route("/orders")
def orders():
    return []
