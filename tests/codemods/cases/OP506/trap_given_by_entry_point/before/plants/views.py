from flask import Blueprint, current_app

blueprint = Blueprint("plants", __name__)


@blueprint.route("/")
def home():
    return current_app.config["MAIL_SERVER"] + current_app.config["CACHE_REDIS_HOST"]
