from flask import Blueprint

watch = Blueprint("watch", __name__, url_prefix="/watch")


def health_check_of_the_worker(name):
    return f"{name} lives"


@watch.route("/basic")
def basic():
    """What a sensor said last."""
    return health_check_of_the_worker("one")
