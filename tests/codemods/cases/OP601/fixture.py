# case: by_hand
import os

from flask import Flask

from settings import Dev, Prod

app = Flask(__name__)
env = os.environ.get("FLASK_ENV", "development")

if env == "production":  # finding
    app.config.from_object(Prod)
    sentry = True
else:
    app.config.from_object(Dev)

if env == "production":  # finding
    HOSTS = ["a.example.com"]  # the pair
else:
    HOSTS = []

if env == "production":  # finding
    # moved in May
    BUCKET = "shop"
else:
    BUCKET = "shop-dev"

if env == "testing":  # finding
    CACHE = "null"
elif env == "production":
    CACHE = "redis"
else:
    CACHE = "simple"


def is_live():
    return app.config["ENV"] == "production"  # finding


def timeout(env):
    if env == "production" and not app.debug:  # finding
        return 5
    return 50

# case: guard_alone
import os

name = os.getenv("FLASK_ENV", "dev")
if name not in ["prod", "dev"]:  # finding
    raise ValueError(name)

# case: handed_in
import os


def host(env):
    if env == "production":  # finding
        name = "really-prod.db"
    else:
        name = "localhost"
    return name


if os.environ.get("ENV") == "production": BUCKET = "shop"  # finding
else: BUCKET = "shop-dev"

# case: name_only_told
# file: hosts.py
# unsafe: false
import os

env = os.environ.get("APP_ENV", "local")
if env == "production":  # finding
    HOST = "shop.example.com"
else:
    raise ValueError(f"unknown environment {env}")

# case: names_of_variables
# file: settings.py
import os

prefix = "PROD_" if os.getenv("ENV") == "prod" else "DEV_"  # finding
DATABASE = os.getenv(prefix + "DATABASE_URL")

if os.environ.get("ENV") == "prod":  # finding
    SUFFIX = "_PROD"
else:
    SUFFIX = "_DEV"
TOKEN = os.environ[f"TOKEN{SUFFIX}"]

# case: no_else
# file: settings.py
from os import environ

name = environ.get("FLASK_ENV", "development").lower()
if name == "development":  # finding
    API_URL = "http://localhost:8080"
elif name == "production":
    API_URL = "https://api.example.com"
else:
    raise ValueError(name)

stage = environ["APP_ENV"]
if stage == "production":  # finding
    QUEUE = "orders"
elif stage == "staging":
    QUEUE = "orders-staging"

# case: trap_any_name
# file: queues.py
import os

env = os.environ.get("APP_ENV", "local")
queue = "orders" if env == "production" else f"{env}-orders"
buckets = "files" if env in ("prod", "production") else "files-" + env


def host(environment):
    if environment == "production":
        return "shop.example.com"
    else:
        return f"shop.{environment}.example.com"

# case: trap_guard_of_a_dictionary
# file: config.py
import os


class DevelopmentConfig:
    DEBUG = True


class ProductionConfig:
    DEBUG = False


CONFIGS = {"dev": "config.DevelopmentConfig", "prod": "config.ProductionConfig"}


def get_env_config():
    name = os.getenv("FLASK_ENV", "dev")
    if name not in ["prod", "dev"]:
        print("no such environment:", name)
        raise ValueError(name)
    return CONFIGS[name]

# case: trap_sets_nothing
# file: config.py
import logging
import os

from dotenv import load_dotenv

log = logging.getLogger(__name__)

if os.getenv("ENV") != "production":
    load_dotenv(".env")
    load_dotenv(".flaskenv")

if os.environ.get("APP_ENV", "production") in ("development", "staging"):
    print("started for developers")
else:
    log.info("started")

# case: name_that_says_too_little
import os

import requests

ENV = os.getenv("ENV", "dev")
API = "https://api.example.org" if ENV == "production" else "https://sandbox.example.org"  # finding

if os.getenv("APP_ENV", "dev") == "production":  # finding
    BACKEND = "https://shop.example.org"
else:
    BACKEND = "https://shop-dev.example.org"


def order(number):
    return requests.get(f"{API}{BACKEND}/orders/{number}")

# case: asked_of_a_helper
import os

ENV = os.environ.get("APP_ENV", "dev")


def _is(name):
    """Whether this is the environment."""
    return ENV == name


def in_env(*names):
    return ENV in names


def env_is(name):
    return os.getenv("APP_ENV", "dev").lower() == name


class Environment:
    def is_one(self, name):
        return os.environ["APP_ENV"] == name


environment = Environment()

if _is("prod"):  # finding
    WAIT = 5
else:
    WAIT = 1

if in_env("prod", "staging"):  # finding
    PAGE = 100
else:
    PAGE = 10

LIMIT = 1000 if env_is("prod") else 10  # finding

if environment.is_one("production"):  # finding
    SENDER = "shop@kettle.example.org"
else:
    SENDER = "nobody@kettle.example.org"

# case: trap_helper_of_other_words
import os

KIND = os.environ.get("KIND", "small")


def is_kind(name):
    return KIND == name


def is_word(one, other):
    return one == other


def known(name):
    return name in ("dev", "prod")


if is_kind("large"):
    SIZE = 5
else:
    SIZE = 1

BEST = 1 if is_word("prod", "prod") else 2
OTHER = 1 if known("prod") else 2

# case: nothing-in-the-branch
import os

ENVIRONMENT = os.environ["ENVIRONMENT"]
if ENVIRONMENT == "local":
    ...

# case: names-a-dotenv-file
# file: settings.py
import os

from pydantic_settings import BaseSettings

if os.getenv("ENVIRONMENT", "development") == "production":  # ok
    ENV_FILE = ".env.prod"
else:
    ENV_FILE = ".env.dev"


def env_file():
    return "env/live.env" if os.environ.get("ENVIRONMENT") == "production" else "env/dev.env"  # ok


def config_file():
    return "live.toml" if os.environ.get("ENVIRONMENT") == "production" else "dev.toml"  # finding


def options():
    if os.environ.get("ENVIRONMENT") == "production":  # finding
        return {"env_file": ".env.prod", "workers": 4}
    return {"env_file": ".env.dev", "workers": 1}


class Settings(BaseSettings):
    model_config = {"env_file": ENV_FILE}

# case: a-dotenv-file-that-wins
# file: settings.py
import os

from dotenv import load_dotenv

if os.getenv("ENVIRONMENT") == "production":  # finding
    path = ".env.prod"
else:
    path = ".env.dev"
load_dotenv(path, override=True)

# case: looks-for-the-name
# file: settings.py
import os

env = os.getenv("APP_ENV", "development")
if env == "development":  # finding
    with open("name.txt") as file:
        env = file.read().strip()
        level = "debug"


def name():
    env = os.getenv("APP_ENV", "development")
    if env == "development":  # ok
        with open("name.txt") as file:
            for line in file:
                if line.startswith("APP_ENV="):
                    env = line.split("=", 1)[1]
                    break
    return env, level

# case: gives-a-default
# file: settings.py
import os

env = os.getenv("APP_ENV", "production")
is_local = env == "development"  # ok
LEVEL = os.getenv("LOG_LEVEL", "DEBUG" if is_local else "INFO")
PAGE = os.environ.get("PAGE") or ("10" if env == "development" else "50")  # ok
print(f"local: {is_local}")
has_toolbar = env == "development"  # finding
TOOLBAR = os.getenv("TOOLBAR", "1" if has_toolbar else "")
WORKERS = 1 if has_toolbar else 4

# case: refuses-what-another-setting-says
# file: settings.py
import os

import click
from pydantic_settings import BaseSettings

ENV = os.environ.get("APP_ENV", "development")
SECRET = os.environ.get("SECRET", "changeme")

if ENV == "production" and SECRET == "changeme":  # ok
    raise RuntimeError("SECRET is not set")


class Settings(BaseSettings):
    APP_ENV: str = "development"
    SECRET: str = "changeme"
    MAIL_HOST: str = ""

    def check(self):
        if self.APP_ENV != "production":  # ok
            return self
        if self.SECRET == "changeme":
            raise ValueError("SECRET")
        return self

    def check_all(self):
        if self.APP_ENV == "production":  # ok
            missing = [each for each in ("SECRET", "MAIL_HOST") if not getattr(self, each)]
            if missing:
                raise ValueError(missing)

    def check_and_choose(self):
        if self.APP_ENV == "production":  # finding
            if not self.MAIL_HOST:
                raise ValueError("MAIL_HOST")
            self.MAIL_PORT = 587

    def secret(self):
        if self.APP_ENV != "production":  # finding
            return "dev"
        if not self.SECRET:
            raise ValueError("SECRET")
        return self.SECRET


def drop(environment):
    if environment != "development":  # ok
        raise click.UsageError("for development alone")


def view(request, user):
    if ENV == "production" and not user.is_admin:  # finding
        raise PermissionDenied
    return request

# case: told-of-once-in-a-chain
import os


def bucket():
    stage = os.environ.get("APP_ENV", "bare")
    if stage == "bare":
        name = "shop-bare"
    elif stage == "dev":  # finding
        name = "shop-dev"
    elif stage == "trial":
        name = "shop-trial"
    elif stage == "uat":
        name = "shop-uat"
    elif stage == "prod":
        name = "shop"
    else:
        name = "shop-bare"
        os.environ["APP_ENV"] = "bare"
    return name

# case: entry-that-nothing-gives
from flask import current_app


def link(path):
    if str(current_app.config.get("FLASK_ENV") or "").lower() == "production":  # ok
        return f"https://shop.example{path}"
    if current_app.config["FLASK_ENV"] == "staging":  # ok
        return f"https://trial.shop.example{path}"
    return path

# case: entry-that-code-gives
import os

from flask import Flask

app = Flask(__name__)
app.config["FLASK_ENV"] = os.environ.get("FLASK_ENV", "development")


def link(path):
    if app.config["FLASK_ENV"] == "production":  # finding
        return f"https://shop.example{path}"
    return path
