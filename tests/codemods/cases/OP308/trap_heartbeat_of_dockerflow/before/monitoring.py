from flask import Blueprint

monitoring = Blueprint("monitoring", __name__)


@monitoring.route("/__lbheartbeat__")
def balanced():
    return "ok"
