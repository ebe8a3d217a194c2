import json

from flask import Blueprint, current_app, request

bp = Blueprint("webhook", __name__)


@bp.post("/webhook")
def webhook():
    current_app.logger.info("called")
    with open("log/webhook.json", "w") as file:
        json.dump(request.get_json(), file, indent=2)
    return "", 204
