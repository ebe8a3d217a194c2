import redis
from flask import Blueprint

PUSH_HOST = "push.internal"
pages = Blueprint("push", __name__)


@pages.route("/push")
def push():
    return redis.Redis(host=PUSH_HOST).get("push")
