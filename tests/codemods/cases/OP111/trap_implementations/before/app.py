from functools import cached_property

from flask import Flask, request

from providers import Provider, made

app = Flask(__name__)
providers: dict[str, Provider] = {}


def provider(name):
    found = providers.get(name)
    if found:
        if found.works():
            return found
        del providers[name]
    new = made(name)
    if not new:
        return None
    providers[name] = new
    return providers[name]


class Shop:
    def __init__(self):
        self.places = {}

    @cached_property
    def addresses(self):
        for name in ("paper", "ink"):
            self.places[name] = f"https://{name}.example"
        return self.places


shop = Shop()


@app.post("/pay")
def pay():
    return provider(request.form["provider"]).pay(shop.addresses)
