from flask import Blueprint

watch = Blueprint("watch", __name__, url_prefix="/watch")


@watch.route("/simple")
def simple():
    """Cheap enough for a liveness probe."""
    return "up"
