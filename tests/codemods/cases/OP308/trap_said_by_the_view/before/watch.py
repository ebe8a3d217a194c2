from flask import Blueprint

watch = Blueprint("watch", __name__, url_prefix="/watch")


@watch.route("/basic")
def basic():
    """Whether the process lives: the liveness probe asks."""
    return "ok"
