# case: kept
# unsafe: false
import joblib
from flask import Flask

app = Flask(__name__)


class Lazy:
    def __init__(self, make):
        self.make = make

    def value(self):
        return self.make()


def handler(make):
    return make


def call(make):
    return make()


def load():
    return joblib.load("genres.pkl")


authors = Lazy(lambda: joblib.load("authors.pkl"))
genres = handler(make=load)
covers = call(lambda: joblib.load("covers.pkl"))  # finding


@app.get("/")
def index():
    return str((authors.value(), genres(), covers))

# case: trap_kept_for_later
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

# case: trap_own_state
import pickle

from flask import Flask


class Hosts:
    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.data = pickle.load(file)

    def add(self, name, address):
        self.data[name] = address
        with open(self.path, "wb") as file:
            pickle.dump(self.data, file)


hosts = Hosts("/srv/hosts.pickle")
app = Flask(__name__)


@app.get("/hosts/<name>")
def host(name):
    return hosts.data[name]

# case: trap_settings_from_a_bucket
import configparser
import os

import boto3
from flask import Flask

BUCKET = os.environ["SECRETS_BUCKET"]
CONFIG_FILE = "shop.ini"
client = boto3.client("s3")
parser = configparser.ConfigParser()
parser.read_string(client.get_object(Bucket=BUCKET, Key=CONFIG_FILE)["Body"].read().decode())
secrets = client.get_object(Bucket=os.environ["BUCKET"], Key="production/secrets.json")["Body"].read()

app = Flask(__name__)
