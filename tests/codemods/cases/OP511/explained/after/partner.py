import os

import config
import jwt
import requests


def announce(payload):
    token = jwt.encode(payload, os.environ["JWT_SECRET"], algorithm="HS256")
    headers = {"Authorization": f"Bearer {os.environ['API_TOKEN']}"}
    return requests.post(config.PARTNER_URL, headers=headers, json={"token": token}, timeout=5)
