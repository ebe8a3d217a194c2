from flask import Blueprint

up = Blueprint("up", __name__, url_prefix="/up")


@up.get("/")
def index():
    return ""


@up.get("/databases")
def databases():
    return ""
