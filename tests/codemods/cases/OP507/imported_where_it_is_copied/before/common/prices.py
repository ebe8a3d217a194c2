import requests

def fetched(name):
    return requests.get(f"http://prices.internal.example.org:8080/{name}", timeout=5).json()
