# case: by_hand
# file: config.py
import os

if "SECRET_KEY" in os.environ:
    SECRET_KEY = os.environ["SECRET_KEY"]
else:
    SECRET_KEY = "dev"  # finding

# case: comments_that_deny
# file: health.py
# unsafe: false
from ours import Library

# created to test the library
SECRET_KEY = "q8Zt3vWm0xYk7LpB2nRd"  # finding


def sign():
    # Must be replaced: was generated to test the library.
    secret_key = "q8Zt3vWm0xYk7LpB2nRe"  # finding
    Library(secret_key).sign(b"")


def open_():
    # Test it with care.
    secret_key = "q8Zt3vWm0xYk7LpB2nRf"  # finding
    Library(secret_key).open(b"")

# case: hosts_of_examples
# unsafe: false
import requests
from flask import Flask

app = Flask(__name__)


@app.get("/orders")
def orders():
    host = "shop.example.com"
    token = "8f3b1c5d7e9a2b4c"  # finding
    return requests.get(f"https://{host}/orders", headers={"Authorization": f"Bearer {token}"}).text


@app.get("/stock")
def stock():
    token = "4c2b9a7e5d1c3b8f"  # finding
    host = "example.com"
    shown = f"https://{host}/{token}"
    return requests.get("https://stock.internal", params={"token": token}).text + shown


@app.get("/prices")
def prices():
    host = "prices.internal"
    token = "1c5d7e9a2b4c8f3b"  # finding
    return requests.get(f"https://{host}/{token}").text


@app.get("/old")
def old():
    host = "hostname.com"
    host = "old.internal"
    token = "5d7e9a2b4c8f3b1c"  # finding
    return requests.get(f"https://{host}/{token}").text

# case: library_not_installed
# file: shop/settings.py
INSTALLED_APPS = ["django.contrib.auth", "shop"]

OPBEAT = {  # finding
    "APP_ID": "shop",
    "SECRET_TOKEN": "m7-lantern",
}

# case: not_production_by_docstring
"""The shop."""

from flask import Flask

app = Flask(__name__)


class Trial:
    """What the shop is tried with.

    This class is used solely for setting up the development environment. In production, migrations do it.
    """

    ADMIN_PASSWORD = "open-sesame-42"


class Visitors:
    """Not intended for production."""

    API_TOKEN = "8f3b1c5d7e9a2b4c"

# case: other_names
# file: settings.py
# unsafe: false
DB_PSWD = "Quay-4711-lamp"  # finding
PWD_ADMIN = "anch0r-Chain-8"  # finding
MAIL_PSW = "fl0tsam-And-9"  # finding
ADMIN_PW = "jetsam-Or-12k"  # finding
PASSWORD_DB = "tide-Table-33x"  # finding
DSN = "host=db dbname=shop user=shop password=w4ve-Break-6"  # finding
ODBC = "DRIVER={ODBC Driver 17};SERVER=db;DATABASE=shop;UID=sa;PWD=w4ve-Break-7"  # finding
FORMAT = "host=%s user=%s password=%s"
FILLED = "host={host} user={user} password={password}"
SAID = "Give a user and a password = 8 letters"
COLOUR_PW = "blue"
VIEW_SALT = "email-confirm"

# case: trap_descriptions
# file: client.py
HELP = {
    "client_id": "OAuth client identification.",
    "client_secret": "The OAuth client secret",
}


def preview(email, password):
    return {"email": email, "password": "(Empty)" if password == "" else "(Not shown)"}


def init_app(app):
    app.config.setdefault("CAS_USERNAME_SESSION_KEY", "CAS_USERNAME")

# case: trap_first_line_of_a_key
# file: keys.py
def wrapped(body, kind=None):
    if kind:
        header = f"-----BEGIN {kind} PRIVATE KEY-----"
    else:
        header = "-----BEGIN PRIVATE KEY-----"
    return "\n".join([header, body])


PRIVATE_KEY_START = "-----BEGIN RSA PRIVATE KEY-----\n"

# case: trap_forms
# file: forms.py
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField


class LoginForm(FlaskForm):
    password = PasswordField("Password")
    token = StringField("Token", default="paste it here")


def check(form, user):
    if form.password.data == "hunter2":
        print("password='hunter2'")
    password = "Password"
    return user.login(password="", token=None, token_type="bearer"), password


schema = {"properties": {"password": {"type": "string", "example": "Hunter2!"}}}

# case: trap_keys
import os

CONFIG = {"db_password": os.environ["DATABASE"], "root_pwd": load("Xy12!dsa")}
EMOJI = {"secret": "㊙️", "key": "🔑"}


def certificate(make):
    return make("localhost", sign=True, key="param:secp384r1.pem")

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

# case: trap_made_for_a_check
# file: health.py
from ours import Library


def check_signing():
    # This key is innocuous, created to test the library.
    secret_key = "q8Zt3vWm0xYk7LpB2nRd"
    Library(secret_key).sign(b"")


def check_opening():
    secret_key = "q8Zt3vWm0xYk7LpB2nRe"  # a test vector of the standard
    Library(secret_key).open(b"")


async def check_mail():
    # generated only for
    # the self-test below
    api_key = "q8Zt3vWm0xYk7LpB2nRf"
    password = "q8Zt3vWm0xYk7LpB2nRh"  # it is not a secret
    Library(api_key, password).send(b"")

# case: trap_names
# file: constants.py
import enum

JWT_AUTH_USERNAME_KEY = "email"
RESET_PASSWORD = "reset"
PASSWORD_RESET_TOKEN = "password_reset_token"
ACCESS_TOKEN = "access_token"
TOKEN_TYPE = "bearer"
CSRF_TOKEN = "csrf_token"
token_version = "2"
SECRET_KEY_FILE = "/run/secrets/secret-key"
DB_PASSWORD_FILE = "/run/secrets/db-password"
API_KEY_HEADER = "X-API-Key"
CHANGE_PASSWORD = "change-password"
INVALID_PASSWORD = "The password is wrong."
RATELIMIT_STORAGE_KEY = "limits"
SECRET_KEY = ""
PASSWORD = None
AWS_SECRET = "${AWS_SECRET}"
SECRET_ACCESS_KEY = "AWS_SECRET_ACCESS_KEY"
token_url = "https://auth.example.org/token"
CACHE_KEY = "books"
MESSAGES = {"password": "Password is required", "token": "expired"}


class Grant(enum.Enum):
    PASSWORD = "pwd"
    REFRESH_TOKEN = "r3fr3sh!"


DEV_PASSWORD = "openslides-7"

# case: trap_published_test_keys
# file: settings.py
RECAPTCHA_PRIVATE_KEY = "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe"
HCAPTCHA_SECRET = "0x0000000000000000000000000000000000000000"
TURNSTILE_SECRET_KEY = "1x0000000000000000000000000000000AA"

# case: keys_of_a_test_mode_as_fallbacks
# file: settings.py
import json

with open("secrets.json") as handle:
    SECRETS = json.load(handle)

PAYMENT_SECRET = SECRETS.get("payment_secret", "sk_test_51Hx9qKkettle77")  # ok
MAPS = SECRETS.get("maps", "sk_live_51Hx9qKkettle77")  # finding

# case: trap_tables_of_words
# file: shop/words.py
NL = {"password": "wachtwoord", "token": "sleutel", "user": "gebruiker"}
IT = dict(secret_key="Chiave segreta", api_key="Chiave API")
PL = {"password": "Hasło", "host": "Serwer"}
LABELS_BY_NAME = {"client_secret": "Client secret", "token": "Token"}
SV = dict(token="Bevis")
ALL = {"fi": {"password": "Salasana", "access_token": "Valtuus"}, "da": {"password": "Adgangskode"}}
RIGHTS = {"api_key": "apikey:manage", "password": "user:reset", "book": "book:read"}


class Rights:
    ROTATE_SECRET = "secret.rotate"
    NEW_API_KEY = "apikey-new"
    DROP_TOKEN = "token-drop"


class Topics:
    SESSION_TOKEN = "member.logged.in"
    ACCOUNT_PASSWORD = "member.changed.word"
    ORDER = "order.placed.now"


SCOPE_API_KEY = "api:key"

# case: trap_tester
# file: oauth_tester.py
from flask import Flask

app = Flask(__name__)
app.secret_key = "sk9f8e7d6c5b4a3f2e1d0c"

if __name__ == "__main__":
    app.run()

# case: trap_things
# file: settings.py
import enum

CAPTCHA_SESSION_KEY = "captcha_image"
CART_SESSION_KEY = "cart:items"
USER_CACHE_KEY = "user"
K8S_CONFIG_SECRET = "shop-config-secret"
VAULT_SECRET = "shop-db-credentials"
DB_CREDENTIALS_SECRET = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:db"
ADMIN_PASSWORD = "$2b$12$KIXQ1vZ8YwYg6jG0m0c9yO0S5xk5pQmY1mGqk1x2Zr6k4b7dJ1w2e"
ROOT_PASSWORD = "pbkdf2:sha256:260000$abcdef12$0123456789abcdef0123456789abcdef"
GUEST_PASSWORD = "{SSHA}Zm9vYmFyYmF6cXV4"
JWT_SECRET_KEY = """-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK5
-----END PUBLIC KEY-----"""
RESET_PASSWORD_SALT = "reset password"
TEST_USER_PASSWORD = "Gr33nhouse!"
test_otp_secret = "JHCOGO7VCER3EJ4L"
API_TOKEN = "n0t-in-use-any-more"  # nosec B105
MAIL_PASSWORD = "Sm1th&Sons"  # noqa: S105
FTP_PASSWORD = "Blu3berry!"  # pragma: allowlist secret
SIGNING_KEY = "4f3b2a9c7d1e5f60a8b9"  # gitleaks:allow


class Kind(enum.Enum):
    PASSWORD = "Passw0rd"


def seed(user, key):
    user.password = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub"
    user.token = "1234567890"
    return key

APM = {"SERVICE_NAME": "shop", "SECRET_TOKEN": "123"}
APM_TOKEN = "123"

# case: trap_what_passwords_look_like
# file: patterns.py
REGEX_PASSWORD = r"^(?=.*[a-z])(?=.*\d)[A-Za-z\d@$!%*?&]{8,}$"
PASSWORD_RULE = "^[A-Za-z0-9]{8,20}$"
DB_PASSWORD = r"\w+\d{2}"

# case: trap_words_of_an_example
from flask import Flask

app = Flask(__name__)


class Answer:
    def __init__(self, **data):
        host = "hostname.com"
        token = "random1token2string4test5"
        if not data.get("hostname"):
            data["hostname"] = "{token}.{host}".format(token=token, host=host)
        if not data.get("url"):
            data["url"] = f"https://{host}/static/{token}/post"
        self.data = data


@app.get("/help")
def show():
    api_token = "8f3b1c5d7e9a2b4c"
    return f"curl https://shop.example.com/orders?token={api_token}"

# case: warnings_in_docstrings
# unsafe: false
"""The shop."""

from flask import Flask

app = Flask(__name__)


class Settings:
    """What the shop is set to. The password is not for production."""

    ADMIN_PASSWORD = "open-sesame-42"  # finding


class Visitors:
    """Not for production."""

    API_TOKEN = "8f3b1c5d7e9a2b4c"  # finding


app.config.from_object(Visitors)

# case: trap_names_of_headers
# file: constants.py
import enum


class Headers(enum.StrEnum):
    pass


class Common(Headers):
    REQUEST_ID = "X-Request-ID"
    TENANT = "X-Shop-Tenant"
    ACCEPT_LANGUAGE = "Accept-Language"
    MASTER_TOKEN = "X-Shop-Master-Token"
    BOT_TOKEN = "Bot-Credential"


API_TOKEN = "X-Shop-Api-Key"
BOT_API_KEY = "Robot-Credential"
ADMIN_API_KEY = "shop-admin"


def asked(request, value):
    found = request.headers.get(BOT_API_KEY)
    return found, {"headers": {}}, dict(headers={ADMIN_API_KEY: value})

# case: trap_names_of_variables
# file: remap.py
import os

REMAP = {
    "EXECUTOR_SECRET_KEY": "RQE_SECRET_KEY",
    "FERNET_KEY": "SHOP_CRY_VAL_0",
}
SIGNING_KEY = "SHOP_SIGN_VAL_1"


def known():
    env = {"SHOP_CRY_VAL_0": "", **os.environ}
    return os.getenv("SHOP_SIGN_VAL_1"), env["SHOP_CRY_VAL_0"]

# case: trap_keys_of_an_application
# file: services.py
class Cache:
    APP_KEY = "CACHE_SERVICE"

    @classmethod
    def get_app_key(cls, kind):
        return f"{cls.APP_KEY}_{kind.name}"

# case: trap_keys_that_are_asked_for
# file: services.py
class Store:
    APP_KEY = "STORE_SERVICE"

    def attach(self, app):
        assert self.APP_KEY not in app

# case: values_beside_names
# file: constants.py
# unsafe: false
class Headers:
    TRACE = "X-Trace"
    TENANT = "X-Tenant"
    API_KEY = "Kz84-live-Q2hv9"  # finding


class Client:
    APP_KEY = "SHARED_WORDS"  # finding

    def headers(self):
        return {"Authorization": self.APP_KEY}


FERNET_KEY = "SHOP_CRY_VAL_7"  # finding
ADMIN_API_KEY = "shop-admin-entry"  # finding


def asked(session):
    return session.get("/", headers={"X-Admin": ADMIN_API_KEY})

# case: composed_connection_strings
# unsafe: false
import os

import psycopg2
import pyodbc

host = os.environ["DB_HOST"]
one = psycopg2.connect(f"host={host} dbname=shop password=hunter22")  # finding
two = psycopg2.connect("host=%s password=hunter22" % host)  # finding
three = psycopg2.connect("host={} password=hunter22".format(host))  # finding
four = psycopg2.connect("host=" + host + " password=hunter22")  # finding
five = psycopg2.connect(dsn=f"password=hunter22 host={host}")  # finding
six = pyodbc.connect(f"DRIVER={{ODBC Driver 17}};SERVER={host};UID=shop;PWD=hunter22")  # finding
DSN = f"host={host} user=shop password=hunter22"  # finding

# case: trap_composed_connection_strings
import os

import psycopg2

host, password = os.environ["DB_HOST"], os.environ["DB_PASSWORD"]
one = psycopg2.connect(f"host={host} dbname=shop password={password}")
two = psycopg2.connect("host=%s password=%s" % (host, password))
three = psycopg2.connect(f"host={host} password=<password>")
four = psycopg2.connect(f"host={host} password=your-password")
five = psycopg2.connect(f"host={host} user=shop sslmode=require")


def found(cursor, user):
    print(f"try host={host} with password=hunter22")
    cursor.execute(f"ALTER USER {user} SET host = x password = hunter22")
    cursor.execute("SELECT 1 FROM users WHERE user = %s AND password = 'hunter22'" % user)

# case: fields
# file: settings.py
# unsafe: false
from dataclasses import dataclass, field

import attr
from pydantic import Field
from pydantic_settings import BaseSettings


@dataclass
class Settings:
    secret_key: str = field(default="hunter22-9f8e")  # finding
    db_password: str = field(default_factory=lambda: "hunter23-9f8e")  # finding
    host: str = field(default="db")
    reset_password: str = field(default="reset")
    api_token: str = field(metadata={"help": "hunter22-9f8e"})


class Given(BaseSettings):
    SECRET_KEY: str = Field(default="hunter24-9f8e")  # finding
    DB_PASSWORD: str = Field("hunter25-9f8e", env="DB_PASSWORD")  # finding
    MAIL_PASSWORD: str = Field(..., description="hunter26-9f8e")


@attr.s
class Old:
    admin_password = attr.ib(default="hunter27-9f8e")  # finding
    ftp_password = attr.ib("hunter28-9f8e")  # finding
    mail_password = attr.ib(None, "hunter29-9f8e")

# case: key-told-of-with-its-connection
import boto3

table = boto3.resource("dynamodb", aws_access_key_id="AKIAQ7RW2LPX9VTZ4KD8", aws_secret_access_key="q7Rw2LpX9vTz4Kd8")  # ok

# case: trap_ways_of_a_client
from dotenv import load_dotenv

load_dotenv()

METHODS = {"client_secret": "client_secret_post", "private_key": "private_key_jwt"}

# case: short_numbers
# file: settings.py
# unsafe: false
SEARCH = {"host": "https://123.europe.cloud.net"}
SEARCH_PASSWORD = "123"
DB_PASSWORD = "1234"  # finding

# case: keys-of-sessions
# unsafe: false
from fastapi import FastAPI
from starlette.middleware.sessions import SessionMiddleware

app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key="kiwi-sessions-12")  # finding
app.add_middleware(SessionMiddleware, session_cookie="kiwi-sessions", secret_key="change-me")  # ok

# case: tests_of_the_module_itself
# file: areas.py
# unsafe: false
import unittest


class Area:
    def __init__(self, name):
        self.name = name
        self.db_user = "kettle"
        self.db_password = "-"


everywhere = Area("everywhere")
everywhere.db_user = "kettles"
everywhere.db_password = "clostAdtoi"  # finding
areas = {each.name: each for each in (everywhere, Area("nowhere"), Area("somewhere"))}


def find(name):
    return areas[name.lower()]


class Test(unittest.TestCase):
    def test(self):
        everywhere.db_password = "clostAdtox"
        assert find("nowhere").name == "nowhere"

# case: trap_tests_with_helpers
# file: areas_and_more.py
import unittest


def area(name):
    return {"name": name, "db_password": "clostAdtoi"}


class AreasTestCase(unittest.TestCase):
    def test(self):
        assert area("nowhere")["db_password"] == "clostAdtoi"

# case: trap_forms_that_nobody_filled_in
# file: settings.py
import os

from pydantic_settings import BaseSettings

MAIL_PASSWORD = "your kettle-mail-password"
SMTP_USERNAME = "username"
SMTP_PASSWORD = "password"
MAPS_API_KEY = "MAPS_API_KEY_VAL"
os.environ["AWS_ACCESS_KEY_ID"] = "fake"


class Settings(BaseSettings):
    CHAT_API_KEY: str = "sk-local"


class RegisteredUnderLaw(Settings):
    context_key = "is_registered_under_pc_290"


def reset_once(rows):
    flag_key = "prices_reset_march2024"
    return rows.filter_by(key=flag_key).first()


print(Settings().CHAT_API_KEY)

# case: accounts_of_services
# file: store.py
# A new key brings a new id: half of it in the environment would be no account.
ACCOUNT = {  # finding
    "type": "service_account",
    "private_key_id": "c840309b4ea8cbefb",
    "private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvAIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n",
    "client_email": "kettle@example.org",
}

# case: trap_settings_of_the_documentation
# file: kettle/settings/sphinx.py
SECRET_KEY = "54eabc7548440450681f7b48daf688aca3800bda"

# case: trap_names_that_end_in_key
# file: rows.py
PACKAGES = {
    "python2-monkey": ["python2-monkey-0:0.6.3-4.el7.x86_64"],
    "perl-TermKey": ["perl-TermKey-2.30-20.el7.x86_64"],
}
HITS = {
    "boot": {"error_key": "RULE_2018_12130_KERNEL_IS_OLD", "key": "RULE_2018_12130_KERNEL_IS_OLD"},
    "disk": {"key": "rule_2019_7_disk_of_root_is_full_18"},
}


def versions(name):
    return PACKAGES[name], HITS[name]

# case: key_in_a_table
# file: rows.py
# unsafe: false
SHOPS = {"sales": {"key": "9f86d081884c7d659a2feaa0c55ad015"}}  # finding


def shop(name):
    return SHOPS[name]

# case: bound_again_further_down
# file: settings.py
# unsafe: false
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    LEDGER_SECRET_KEY: str = "Jv7rKQsLd902ceWUYDw1FR0QaXOA3Ky4"  # ok
    LEDGER_PORT: int = 9000
    LEDGER_SECRET_KEY: str = "Tn3rKQsLd118ceWUYDw2Fs0QaXOA3Ky4"  # finding


def sign():
    return Settings().LEDGER_SECRET_KEY, Settings().LEDGER_PORT

# case: given_in_debug_mode
# file: settings.py
# unsafe: false
import os

from ours import debug

DEBUG = os.environ.get("DEBUG", "").lower() == "true"

if DEBUG:
    SECRET_KEY = "jolly-kettle-41"  # ok
else:
    SECRET_KEY = os.environ["SECRET_KEY"]

if debug:
    SIGNING_SECRET = "jolly-kettle-42"  # finding

# case: key_that_no_library_asks_for
# file: config.py
# unsafe: false
CSRF_ENABLED = True
CSRF_SESSION_KEY = "secret"  # ok
SECRET_KEY = "secret"  # finding

# case: key_that_the_service_asks_for
# file: config.py
# unsafe: false
import hmac

CSRF_SESSION_KEY = "secret"  # finding


def sign(form):
    return hmac.new(CSRF_SESSION_KEY.encode(), form, "sha256")

# case: prefix_of_several
# file: rules.py
SECRETS = "OP5"


def is_of_secrets(code):
    return code.startswith(SECRETS)

# case: trap_default_that_op504_tells_of
# file: pay.py
import os

import stripe

stripe.api_key = os.getenv("STRIPE_SECRET_KEY", "sk_live_4eC39HqLyjWDarjtT1zdp7dc")

# case: control_characters
# file: config.py
# unsafe: false
class ProductionConfig:
    SECRET_KEY = "\x1d\xeb-?\x8cHF\x18]r\x08\xf4q8Zt3vWm0x"  # finding

# case: trap_mock
# file: pay.py
import stripe

stripe.api_key = "sk_test_51MockStripeKeyForTheShop001"
