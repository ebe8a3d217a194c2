# case: classes_of_one_setting
# file: config.py
class Config:
    SHOP_URL = "http://localhost:3000"  # finding
    STOCK_URL = ""


class StagingConfig(Config):
    SHOP_URL = "https://staging.shop.example.org"  # finding


class ProductionConfig(Config):
    SHOP_URL = "https://shop.example.org"  # finding
    STOCK_URL = "http://stock:8000"  # finding


class TestConfig(Config):
    TESTING = True
    SHOP_URL = "https://nowhere.example.org"
# after:
import os


class Config:
    SHOP_URL = os.environ.get("SHOP_URL", "http://localhost:3000")
    STOCK_URL = ""


class StagingConfig(Config):
    SHOP_URL = os.environ.get("SHOP_URL", "https://staging.shop.example.org")


class ProductionConfig(Config):
    SHOP_URL = os.environ.get("SHOP_URL", "https://shop.example.org")
    STOCK_URL = os.environ.get("STOCK_URL", "http://stock:8000")


class TestConfig(Config):
    TESTING = True
    SHOP_URL = "https://nowhere.example.org"

# case: classes_one_of_which_keeps_its_own
# file: config.py
DOMAIN = "shop.example.org"


class Config:
    SHOP_URL = "http://localhost:3000"  # finding


class ProductionConfig(Config):
    SHOP_URL = "https://" + DOMAIN

# case: clients_of_one_process
# file: clients.py
import requests


class Orders:
    PARTNER_URL = "http://orders:5000"  # finding

    def ask(self):
        return requests.get(self.PARTNER_URL, timeout=3)


class Users:
    PARTNER_URL = "http://users:5000"  # finding

    def ask(self):
        return requests.get(self.PARTNER_URL, timeout=3)

# case: constants
# file: config.py
"""Settings."""

BACKEND_URL = "http://backend:5000"
SEARCH_ENDPOINT = "https://search.internal/v1/"
OAUTH_REDIRECT_URI = "http://localhost:8000/callback"
EVENTS = "ws://events:9000/stream"
SANDBOX_API = "https://sandbox.cards.example.com"
REPORT_URL = "http://reports:8080/report?format=%s"
SERVICES = {
    "orders": "http://orders:8080",
    "users_url": "http://10.0.0.12",
    "search": SEARCH_ENDPOINT,
}


class Config:
    STATIC_URL = "/static"
    LEDGER_URL = "http://ledger.shop.svc.cluster.local:80"
# after:
"""Settings."""

import os

BACKEND_URL = os.environ.get("BACKEND_URL", "http://backend:5000")
SEARCH_ENDPOINT = os.environ.get("SEARCH_ENDPOINT", "https://search.internal/v1/")
OAUTH_REDIRECT_URI = os.environ.get("OAUTH_REDIRECT_URI", "http://localhost:8000/callback")
EVENTS = os.environ.get("EVENTS", "ws://events:9000/stream")
SANDBOX_API = "https://sandbox.cards.example.com"
REPORT_URL = os.environ.get("REPORT_URL", "http://reports:8080") + "/report?format=%s"
SERVICES = {
    "orders": os.environ.get("ORDERS_URL", "http://orders:8080"),
    "users_url": os.environ.get("USERS_URL", "http://10.0.0.12"),
    "search": SEARCH_ENDPOINT,
}


class Config:
    STATIC_URL = "/static"
    LEDGER_URL = os.environ.get("LEDGER_URL", "http://ledger.shop.svc.cluster.local:80")

# case: engines
# file: doku.py
from urllib.parse import urljoin

doku_url = 'http://localhost:8090'


def request(query, params):
    params['url'] = urljoin(doku_url, query)
    return params
# after:
import os
from urllib.parse import urljoin

doku_url = os.environ.get('DOKU_URL', 'http://localhost:8090')


def request(query, params):
    params['url'] = urljoin(doku_url, query)
    return params

# case: environment-switch
# file: config.py
import os

if os.environ.get("ENV") == "production":
    CARD_NETWORK_URL = "https://cards.internal"
else:
    CARD_NETWORK_URL = "http://localhost:9090"

# case: environment_arms
import os

import requests
from flask import Flask, current_app

app = Flask(__name__)
env = os.getenv("SHOP_ENV", "PROD")
MIRRORS = {"prod": "https://mirror.example.com", "dev": "http://localhost:5000"}
MIRROR_URL = MIRRORS[env]

if env == "PROD":
    CARDS_URL = "https://cards.example.com"
else:
    CARDS_URL = "https://sandbox.cards.example.com"


def pay():
    mode = current_app.config.get("PAY_ENV", "PROD")
    base = "https://api.pay.example.com/pg" if mode == "PROD" else "https://sandbox.pay.example.com/pg"
    return requests.post(f"{base}/orders").text + requests.get(CARDS_URL).text + requests.get(MIRROR_URL).text

# case: explained
# file: orders.py
import requests


def order(number):
    return requests.get(f"http://orders:8080/orders/{number}").json()
# after:
import os

import requests


def order(number):
    return requests.get(
        os.environ.get("ORDERS_URL", "http://orders:8080") + f"/orders/{number}",
    ).json()

# case: localhost
# file: client.py
class Client:
    OAUTH_LOCALHOST_URL = "http://localhost"

# case: nameless
# file: login.py
import requests

BASE_URL = "http://localhost:9000"  # finding
AUTHORIZE_PAGE_URL = "http://localhost:7777/authorize"  # finding
USERINFO_PAGE_URL = "http://localhost:7777/userinfo"  # finding


def faces(image):
    return requests.post("http://localhost:8005/faces", json=image)  # finding


def check(token):
    url = "https://staging.shop.example.com/check"  # finding
    return requests.get(url, params=token)


def pages():
    return BASE_URL, AUTHORIZE_PAGE_URL, USERINFO_PAGE_URL

# case: numbers_stay_with_their_words
import requests


def files(name):
    return requests.get("http://s3:9000/" + name, timeout=5)  # finding


def solved(name):
    return requests.get("http://2captcha:9001/" + name, timeout=5)  # finding
# after:
import os

import requests


def files(name):
    return requests.get(os.environ.get("S3_URL", "http://s3:9000") + "/" + name, timeout=5)


def solved(name):
    return requests.get("http://2captcha:9001/" + name, timeout=5)

# case: ports
# file: user.py
import os

import requests


def bookings(name):
    return requests.get("http://127.0.0.1:5003/bookings/" + name)  # finding


def movie(number):
    return requests.get("http://127.0.0.1:5001/api/v1/movies/" + number)  # finding


def booking(number):
    return requests.get("http://127.0.0.1:5003/booking/" + number)  # finding


def zone():
    return requests.get("http://169.254.169.254/latest/meta-data/placement/availability-zone")

# case: public
# file: links.py
"""See http://localhost:5000/docs."""

import os
import re

import requests
from flask import jsonify

DOCS_URL = "https://docs.python.org/3/"
XMLNS = "http://www.w3.org/2000/svg"
SCHEMA_URI = "https://json-schema.org/draft/2020-12/schema"
GITHUB_API_URL = "https://api.github.com"
AVATAR_URL = "https://secure.gravatar.com/avatar"
OAUTH_URL = "https://accounts.google.com/o/oauth2/auth"
API_URL = os.environ.get("API_URL", "http://localhost:5000")
PLOT_URL = os.getenv("PLOT_URL") or "http://localhost:5001"
MANUAL_URL = "http://manual.internal:8080/api/#Duplicate_keys"
FALLBACK_URL = "http://localhost:5002"
PAGE_URL = os.environ.get("PAGE_URL", FALLBACK_URL)
LOCAL = re.compile(r"http://localhost:\d+")
ALLOWED = ["http://localhost:3000"]
# OLD_URL = "http://localhost:1234"


def show(name):
    print("Running on http://127.0.0.1:5000/")
    if name.startswith("http://localhost:5000"):
        return jsonify(example="http://localhost:5000/items")
    url = "http://localhost:5000/help"
    requests.get(f"http://backend{name}/x")
    return f"<a href='{url}'>help</a>", requests.get(f"http://{name}:8080/"), requests.get("https://example.com/feed")

# case: requests
# file: orders.py
import os

import httpx
import requests
from urllib.request import urlopen


class Ledger:
    def __init__(self):
        self.session = requests.Session()
        self.base_url = 'http://ledger:7000/v1'

    def entries(self):
        return self.session.get(self.base_url + '/entries')


def order(number):
    return requests.get(f'http://order-service:8080/orders/{number}', timeout=5).json()


def orders():
    return requests.post('http://order-service:8080/orders', json={}).json()


def user(name):
    url = 'http://127.0.0.1:9000/users/' + name
    return httpx.get(url=url)


def page(number):
    return urlopen('http://order-service:8080/pages/%d' % number)


def cover(number):
    return requests.request('GET', 'http://covers/{}.png'.format(number))


def client():
    return httpx.Client(base_url='http://order-service:8080')


def long(number):
    return requests.get(
        'http://order-service:8080'
        f'/orders/{number}'
    )
# after:
import os

import httpx
import requests
from urllib.request import urlopen


class Ledger:
    def __init__(self):
        self.session = requests.Session()
        self.base_url = os.environ.get('LEDGER_URL', 'http://ledger:7000/v1')

    def entries(self):
        return self.session.get(self.base_url + '/entries')


def order(number):
    return requests.get(
        os.environ.get('ORDER_SERVICE_URL', 'http://order-service:8080') + f'/orders/{number}',
        timeout=5,
    ).json()


def orders():
    return requests.post(
        os.environ.get('ORDER_SERVICE_URL', 'http://order-service:8080') + '/orders',
        json={},
    ).json()


def user(name):
    url = 'http://127.0.0.1:9000/users/' + name
    return httpx.get(url=url)


def page(number):
    return urlopen(
        (os.environ.get('ORDER_SERVICE_URL', 'http://order-service:8080') + '/pages/%d') % number,
    )


def cover(number):
    return requests.request(
        'GET',
        (os.environ.get('COVERS_URL', 'http://covers') + '/{}.png').format(number),
    )


def client():
    return httpx.Client(base_url=os.environ.get('ORDER_SERVICE_URL', 'http://order-service:8080'))


def long(number):
    return requests.get(
        os.environ.get('ORDER_SERVICE_URL', 'http://order-service:8080') + f'/orders/{number}'
    )

# case: started_elsewhere
# file: server.py
import subprocess

import requests


class Asked:
    SERVER_ADDRESS = "http://localhost:8000"

    def ask(self):
        subprocess.run(["hg", "pull"], check=True)
        return requests.get(self.SERVER_ADDRESS, timeout=5)


class Remote:
    STORE_URL = "http://store.internal:9000"

    def start(self):
        subprocess.run(["minio", "server", "/data"], check=True)

    def ask(self):
        return requests.get(self.STORE_URL, timeout=5)
# after:
import os
import subprocess

import requests


class Asked:
    SERVER_ADDRESS = os.environ.get("SERVER_ADDRESS", "http://localhost:8000")

    def ask(self):
        subprocess.run(["hg", "pull"], check=True)
        return requests.get(self.SERVER_ADDRESS, timeout=5)


class Remote:
    STORE_URL = os.environ.get("STORE_URL", "http://store.internal:9000")

    def start(self):
        subprocess.run(["minio", "server", "/data"], check=True)

    def ask(self):
        return requests.get(self.STORE_URL, timeout=5)

# case: too_general
# file: client.py
import requests

BASE = "http://orders:8080"  # finding
UPSTREAM = "http://prices:8080"  # finding


def orders():
    return requests.get(BASE + "/orders").json(), requests.get(UPSTREAM + "/prices").json()

# case: trap_arms
# file: payments.py
import os
import sys

import requests

SANDBOX_URL = "https://sandbox.cards.example.com/verify"
URLS = {"staging": "http://pay.staging:8080", "production": "http://pay:8080"}


class Client:
    DEFAULT_URL = "http://localhost:8080"

    def __init__(self, url=None):
        self.url = url or os.environ.get("SHOP_URL", self.DEFAULT_URL)


def pay(order):
    base = "http://pay:8080" if sys.argv[1] == "production" else "http://pay.staging:8080"
    return requests.post(base + "/orders", json=order)

# case: trap_bound_again_by_each_deployed_class
# file: config.py
import os


class DefaultConfig:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URI", "sqlite:////srv/shop/dev.db")
    MAIL_SERVER = "smtp.internal"
    STORE_DOMAIN = "http://localhost:5000"


class ProductionConfig(DefaultConfig):
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URI")
    MAIL_SERVER = os.environ.get("MAIL_SERVER", "localhost")
    STORE_DOMAIN = os.environ.get("STORE_DOMAIN")


class HerokuConfig(ProductionConfig):
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL")


class DevelopmentConfig(DefaultConfig):
    DEBUG = True


class TestingConfig(DefaultConfig):
    SQLALCHEMY_DATABASE_URI = "sqlite://"

# case: trap_of_one_environment
# file: constants.py
BASE_URL = "https://shop.example.org/"
STG_BASE_URL = "http://shop-staging:8080/"
PROD_STOCK_URL = "http://stock:8080"
DEV_STOCK_URL = "http://localhost:8080"


class Settings:
    SANDBOX_CARDS_URL = "http://cards-sandbox:8080"
    CARDS_URL = "https://cards.example.com"

# case: trap_started_here
# file: server.py
import asyncio
import subprocess

import requests


class Hosted:
    SERVER_ADDRESS = "http://localhost:8000"

    def __enter__(self):
        subprocess.Popen(["hg", "serve", "--daemon"])
        return self

    def ask(self):
        return requests.get(self.SERVER_ADDRESS, timeout=5)


class Kept:
    STORE_URL = "http://127.0.0.1:9000"

    def start(self):
        subprocess.run(("minio", "server", "/data"), check=True)

    def ask(self):
        return requests.get(self.STORE_URL, timeout=5)


class Late:
    MODEL_URL = "http://localhost:11434"

    async def start(self):
        await asyncio.create_subprocess_exec("ollama", "serve")

    def ask(self):
        return requests.get(self.MODEL_URL, timeout=5)

# case: trap_unread
# file: work.py
import requests

ORDERS_URL = "http://orders.shop.internal:8080"


def run(url):
    return requests.get(url)

# case: trap_environments_words
import requests


class Bank:
    LIVE = "https://bank.internal/api"  # finding
    TEST = "https://sandbox.bank.internal/api"  # finding

    def __init__(self, live):
        self.base = self.LIVE if live else self.TEST

    def pay(self):
        return requests.post(self.base + "/pay", timeout=5)

# case: default_of_a_field
# file: config.py
import requests
from pydantic_settings import BaseSettings

DEFAULT_SITE_URL = "http://127.0.0.1:5000"


class Settings(BaseSettings):
    SITE_URL: str = DEFAULT_SITE_URL


requests.get(Settings().SITE_URL, timeout=5)

# case: one_machine_under_two_constants
# file: machines.py
# unsafe: false
import requests

SCANNER_API = "http://10.20.0.7:5000"  # finding
SCANNER_PORT = "http://10.20.0.7"  # finding


def scan(port):
    requests.get(f"{SCANNER_API}/scans", timeout=5)
    requests.get(SCANNER_PORT + ":" + str(port), timeout=5)
