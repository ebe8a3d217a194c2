from flask import Blueprint

info = Blueprint("info", __name__)


@info.route("/", methods=["GET"])
def about():
    return {"name": "shop"}
