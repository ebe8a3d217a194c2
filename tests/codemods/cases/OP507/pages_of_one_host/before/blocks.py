import requests


def block():
    return requests.get("http://ny.rpc3.chain.example.com:8899/block").json()
