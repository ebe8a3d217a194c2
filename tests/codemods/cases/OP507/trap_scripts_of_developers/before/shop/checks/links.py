import requests

URL = "http://shop:8000/"


def check():
    return requests.get(URL).ok
