from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import requests
from flask import Flask
from pydantic import BaseModel


def price(ticker):
    return requests.get(f"https://prices.example.com/{ticker}", timeout=5).json()


def rate():
    return requests.get("https://rates.example.com", timeout=5).json()


def news():
    return requests.get("https://news.example.com", timeout=5).json()


@dataclass(frozen=True)
class Dependencies:
    price: Callable
    rate: Callable = rate


class Feeds(NamedTuple):
    news: Callable


class Hooks(BaseModel):
    rate: Callable


def defaults():
    return Dependencies(price=lambda ticker: price(ticker or ""))


def create_app():
    app = Flask(__name__)
    app.extensions["dependencies"] = defaults()
    app.extensions["feeds"] = Feeds(lambda: news())
    app.extensions["hooks"] = Hooks(rate=rate)
    return app


app = create_app()
