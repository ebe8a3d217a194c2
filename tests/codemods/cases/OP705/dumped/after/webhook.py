import json

from flask import Blueprint, current_app, request

bp = Blueprint("webhook", __name__)


@bp.post("/webhook")
def webhook():
    current_app.logger.info("called")
    current_app.logger.info(json.dumps(request.get_json(), indent=2))
    return "", 204
