import hmac
import os

import requests


def sign(body):
    return hmac.new(os.environ["HMAC_KEY"].encode(), body, "sha256")


def client(user):
    session = requests.Session()
    session.auth = ("svc", os.environ["API_PASSWORD"])
    session.auth = (user.name, user.password)
    user.auth = ("svc", "rosehip")
    return session
