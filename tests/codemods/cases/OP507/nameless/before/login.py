import requests

BASE_URL = "http://localhost:9000"
AUTHORIZE_PAGE_URL = "http://localhost:7777/authorize"
USERINFO_PAGE_URL = "http://localhost:7777/userinfo"


def faces(image):
    return requests.post("http://localhost:8005/faces", json=image)


def check(token):
    url = "https://staging.shop.example.com/check"
    return requests.get(url, params=token)


def pages():
    return BASE_URL, AUTHORIZE_PAGE_URL, USERINFO_PAGE_URL
