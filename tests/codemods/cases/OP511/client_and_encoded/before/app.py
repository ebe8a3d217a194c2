import hmac

import requests


def sign(body):
    return hmac.new("rosewater".encode(), body, "sha256")


def client(user):
    session = requests.Session()
    session.auth = ("svc", "rosewood")
    session.auth = (user.name, user.password)
    user.auth = ("svc", "rosehip")
    return session
