import requests

URL = "http://orders:8000/"


def fetch():
    return requests.get(URL).json()
