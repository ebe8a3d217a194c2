# case: own_name
# file: settings.py
import os

AWS_SECRET_ACCESS_KEY = os.environ.get("AWS_SECRET_ACCESS_KEY", "aws_secret_access_key")  # ok
STRIPE_API_KEY = os.getenv("STRIPE_API_KEY", "stripe-api-key")  # ok
SECRET_KEY = os.getenv("SECRET_KEY", "secret-key")  # finding
ADMIN_PASSWORD = os.getenv("ADMIN_PASSWORD", "change-me")  # finding
SHOP_TOKEN = os.getenv("SHOP_TOKEN", "your-token")  # finding


def lets_in(request):
    return request.headers["X-Shop"] == SHOP_TOKEN

# case: report_only
# file: config.py
import os

# What asks to be replaced is no secret that anybody keeps.
SECRET_KEY = os.environ.get("SECRET_KEY", "changeme")  # finding
API_KEY = os.environ.get("SHOP_API_KEY") or "<token>"
TOKEN = os.getenv("SHOP_TOKEN", "insert-token")
CONFIG = os.environ.get("SHOP_CONFIG_SECRET", "shop-config-secret")
KEY_VAULT_SECRET = os.environ.get("SHOP_SECRET", "kv-shop-prod-secret")
DB_PASSWORD_SECRET = os.environ.get("DB_PASSWORD_SECRET", "shop-db-password")
MAIL_PASSWORD = os.environ.get("MAIL_PASSWORD", "ref+vault://shop/mail#password")
ADMIN = os.environ.get("ADMIN_PASSWORD", "$2b$12$KIXQ1vZ8YwYg6jG0m0c9yO0S5xk5pQmY1mGqk1x2Zr6k4b7dJ1w2e")

# The start is refused with the default.
JWT_SECRET = os.environ.get("JWT_SECRET", "dev-secret")  # finding
INSECURE = ("dev-secret", "secret")


def connect(password=os.environ.get("DB_PASSWORD", "strong-password")):  # finding
    return password


def check():
    if JWT_SECRET in ("dev-secret", "secret"):
        raise SystemExit("set JWT_SECRET")


class Mail:
    password: str = os.getenv("EMAIL_HOST_PASSWORD", "smtp_password")
    key: str = os.environ.get("TEMPLATE_PREVIEW_API_KEY", "my-secret-key")
    token: str = os.getenv("RELAY_API_TOKEN") or "my-relay-token"


prefix = os.environ["SHOP"]
DATABASE = os.getenv(prefix + "_DATABASE_URL", "postgresql://shop:x7-rows@db/shop")  # finding
PLAIN = os.getenv(prefix + "_PLAIN_URL", "postgresql://shop@db/shop")

# case: trap_known_to_everybody
# file: settings.py
import os

VAULT_SECRET = "secret/data/kettle/prod"
DATABASE_CREDENTIALS = "projects/kettle-prod/secrets/db/versions/latest"
MAIL_PASSWORD = "vault:kv/kettle/mail#password"
RECAPTCHA_SITE_KEY = "6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI"
HCAPTCHA_SITEKEY = "10000000-ffff-ffff-ffff-00a7c1d20001"
STRIPE_PUBLISHABLE_KEY = "pk_live_77HhPq2Zx8KkLm01"
BRAINTREE_PUBLIC_KEY = "9xk3m7wq2zt5v8bn"
MAPBOX_PUBLIC_TOKEN = "pk.eyJ1Ijoia2V0dGxlIn0.Xk39vbQz81"
TURNSTILE_SITE_KEY = os.getenv("TURNSTILE_SITE_KEY", "0x4AAAAAAADnPIDROrmt1Wwj")

# case: trap_no_secret
# file: config.py
import os

DEBUG = os.environ.get("DEBUG", "0")
SECRET_KEY = os.environ["SECRET_KEY"]
API_KEY = os.environ.get("API_KEY", "")
TOKEN = os.environ.get("API_TOKEN", None)
PASSWORD_FILE = os.environ.get("DB_PASSWORD_FILE", "/run/secrets/db-password")
TOKEN_URL = os.environ.get("TOKEN_URL", "https://auth.example.org/token")
DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://localhost/shop")
RABBITMQ_PASSWORD = os.environ.get("RABBITMQ_DEFAULT_PASS") or "guest"


def application(environ, start_response):
    return environ.get("HTTP_X_TOKEN", "anonymous")


class TestConfig:
    SECRET_KEY = os.environ.get("SECRET_KEY", "test")


class DevelopmentConfig:
    SECRET_KEY = os.environ.get("SECRET_KEY", "dev")

# case: options_of_a_command
# file: serve.py
import argparse
from typing import Annotated

import click
import typer
from flask import Flask
from tornado.options import define

app = Flask(__name__)
cli = typer.Typer()

define("port", default=8888, type=int)
define("mysql_password", default="xk29fjq0Lpz81")  # finding
define("mysql_host", default="db.kettle.internal:3306")


@click.command()
@click.option("--host", default="0.0.0.0")
@click.option("--database-url", default="postgresql://kettle:t4Rm2kQ9vX@db.kettle.internal/kettle")  # finding
@click.option("--redis-url", default="redis://cache.kettle.internal:6379/0")
@click.option("-k", "--api-key", "key", default="9f8e7d6c5b4a39281706f5e4d3c2b1a0", help="Of the shop.")  # finding
@click.option("--secret-key", default="q0Lpz81xk29fj", envvar="SECRET_KEY")  # finding
@click.option("--token", envvar="TOKEN", required=True)
@click.option("--password", default="")
@click.option("--sort-key", default="title")
@click.option("--token-url", default="https://auth.example.org/token")
def main(host, database_url, redis_url, key, secret_key, token, password, sort_key, token_url):
    app.secret_key = secret_key
    app.run(host=host)


def work():
    parser = argparse.ArgumentParser()
    parser.add_argument("--db-password", default="xk29fjq0Lpz81")  # finding
    parser.add_argument("-t", "--token", type=str, default="ghp_a8s7d6f5g4h3j2k1l0q9w8e7r6t5y4u3i2o1")  # finding
    parser.add_argument("--key", dest="signing_key", default="q0Lpz81xk29fj")  # finding
    parser.add_argument("--password-file", default="/run/secrets/db-password")
    parser.add_argument("--secret-name", default="kettle-db")
    parser.add_argument("--max-tokens", default="512")
    parser.add_argument("--tokenizer", default="bert-base-uncased")
    parser.add_argument("--admin-password", default="admin")
    parser.add_argument("--smtp-password", default="kettle")  # finding
    return parser.parse_args()


@cli.command()
def typed(
    dsn: str = typer.Option("postgresql://kettle:t4Rm2kQ9vX@db.kettle.internal/kettle"),  # finding
    password: str = typer.Option("xk29fjq0Lpz81", "--db-password"),  # finding
    secret: Annotated[str, typer.Option()] = "q0Lpz81xk29fj",
    user: str = typer.Option("kettle"),
):
    print(dsn, password, secret, user)


if __name__ == "__main__":
    main()

# case: fallbacks_of_other_sources
# file: settings.py
import json
import os

with open("creds.json") as handle:
    KNOWN = json.load(handle)


def known(name, default=None):
    return KNOWN.get(name, default)


# Python would ask for the variable also where the file has the password.
password = KNOWN.get("password", os.environ.get("KETTLE_PASS", "steam-9"))  # finding
token = known("token", os.environ.get("KETTLE_TOKEN", "spout-77"))  # finding
salt = KNOWN.pop("salt", os.environ.get("KETTLE_SECRET", "lime-scale-7"))  # finding

# case: trap_accounts_of_the_own_machine
# file: settings.py
import os

DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://postgres:postgres@localhost:5432/kettle")
BROKER_URL = os.environ.get("BROKER_URL") or "amqp://guest:guest@localhost:5672//"


def connect(engine):
    return engine(DATABASE_URL), engine(BROKER_URL)

# case: trap_replaced_for_production
# file: settings.py
import os


class BaseConfig:
    SECRET_KEY = os.environ.get("SECRET_KEY") or "default-key-change-me"


class DevelopmentConfig(BaseConfig):
    DEBUG = True


class TestingConfig(BaseConfig):
    TESTING = True


class ProductionConfig(BaseConfig):
    SECRET_KEY = os.environ.get("SECRET_KEY")


CONFIGS = {"development": DevelopmentConfig, "testing": TestingConfig, "production": ProductionConfig}

# case: replaced_for_one_of_two
# file: settings.py
import os


class BaseConfig:
    SECRET_KEY = os.environ.get("SECRET_KEY") or "default-key-change-me"  # finding


class DevelopmentConfig(BaseConfig):
    DEBUG = True


class StagingConfig(BaseConfig):
    DEBUG = False


class ProductionConfig(BaseConfig):
    SECRET_KEY = os.environ.get("SECRET_KEY")


CONFIGS = {"development": DevelopmentConfig, "staging": StagingConfig, "production": ProductionConfig}

# case: trap_off_until_switched_on
# file: config.py
# unsafe: false
import os

SEARCH_ENABLED = os.getenv("SEARCH_ENABLED", "false").lower() == "true"
SEARCH_PASSWORD = os.getenv("SEARCH_PASSWORD", "kettle-rows")  # finding
USE_RELAY = bool(os.environ.get("USE_RELAY"))
RELAY_TOKEN = os.environ.get("RELAY_TOKEN") or "rl-7rows-19"  # finding


def find(client):
    return client.login(SEARCH_PASSWORD, RELAY_TOKEN) if SEARCH_ENABLED or USE_RELAY else None

# case: trap_heir_that_signs_in_otherwise
# file: config.py
# unsafe: false
import os

from signing import session


class Config:
    GRAPH_PASSWORD = os.environ.get("GRAPH_PASSWORD", "kettle-rows")  # finding


class CloudConfig(Config):
    GRAPH_PASSWORD = session(os.environ.get("REGION", "eu"))  # ok


def connect(graph, config):
    return graph(config.GRAPH_PASSWORD)

# case: trap_refused_at_the_start
# file: config.py
import os

WEAK = frozenset({"dev-relay", "relay"})


class Config:
    DEVELOPS = os.getenv("SHOP_ENV") == "development"
    SECRET_KEY = os.getenv("SECRET_KEY", "dev-change-me")
    RELAY_TOKEN = os.getenv("RELAY_TOKEN", "dev-relay")
    if not DEVELOPS and SECRET_KEY == "dev-change-me":
        raise RuntimeError("SECRET_KEY")


def check(config):
    relay_token = str(config.get("RELAY_TOKEN")).strip()
    if not relay_token or relay_token in WEAK:
        raise SystemExit("RELAY_TOKEN")


check({})

# case: warned_of_at_the_start
# file: config.py
# unsafe: false
import os

SECRET_KEY = os.getenv("SECRET_KEY", "dev-change-me")  # finding
if SECRET_KEY == "dev-change-me":
    print("SECRET_KEY is not set")

# case: trap_sqlite_without_the_environment
# file: settings.py
import os

DATABASES = {
    "default": {
        "ENGINE": os.environ.get("SQL_ENGINE", "django.db.backends.sqlite3"),
        "NAME": os.environ.get("SQL_DATABASE", "rows.sqlite3"),
        "USER": os.environ.get("SQL_USER", "user"),
        "PASSWORD": os.environ.get("SQL_PASSWORD", "password"),
    }
}

# case: trap_unknown_account
# file: config.py
import os

DB_USER = os.getenv("DB_USER", "shop_unknown")
DB_PASSWORD = os.getenv("DB_PASSWORD", "shop_unknown_pwd")


def connect(driver):
    return driver.connect(user=DB_USER, password=DB_PASSWORD)

# case: bound_again_further_down
# file: settings.py
# unsafe: false
import os

SECRET_KEY = os.environ.get("SECRET_KEY", "jolly-kettle-41")  # ok
SECRET_KEY = os.environ.get("KETTLE_SECRET_KEY", "grey-kettle-42")  # finding

# case: given_in_debug_mode
# file: settings.py
# unsafe: false
import os

DEBUG = "DEBUG" in os.environ
TRACE = os.getenv("TRACE", "1") == "1"

if DEBUG:
    os.environ.setdefault("SECRET_KEY", "jolly-kettle-41")  # ok
else:
    os.environ.setdefault("API_TOKEN", "jolly-kettle-42")  # finding

if TRACE:
    os.environ.setdefault("TRACE_TOKEN", "jolly-kettle-43")  # finding

# case: passes_of_a_program
import os

INPUTS_PER_PASS = int(os.getenv("INPUTS_PER_PASS", "4"))
