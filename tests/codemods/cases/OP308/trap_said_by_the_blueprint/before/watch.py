from flask import Blueprint

watch = Blueprint("healthcheck", __name__)


@watch.route("/basic")
def basic():
    return "ok"
