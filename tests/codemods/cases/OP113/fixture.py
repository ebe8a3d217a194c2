# case: by_hand
# file: config.py
import os

PASSWORD_SALT = os.urandom(16)  # finding
SECRET_KEY = "shop-" + os.urandom(8).hex()  # finding


class ProductionConfig:
    SECRET_KEY = os.environ["KEY"] if "KEY" in os.environ else os.urandom(24)  # finding

# case: trap_names
# file: config.py
import os
import secrets

from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
TOKEN_LENGTH = len(secrets.token_hex(4))


class TestConfig:
    SECRET_KEY = os.urandom(24)


@app.post("/clients")
def register():
    secret = secrets.token_hex(16)
    return secret


class DevelopmentConfig:
    SECRET_KEY = os.urandom(24)

# case: trap_warned
# file: settings.py
import os
import secrets
import warnings

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    SECRET_KEY = secrets.token_urlsafe(50)
    warnings.warn("SECRET_KEY is not set: sessions end with the process")

# case: of-a-blueprint
# unsafe: false
import uuid

from flask import Blueprint, Flask

app = Flask(__name__)
app.secret_key = str(uuid.uuid4())  # finding
pages = Blueprint("pages", __name__)
pages.secret_key = str(uuid.uuid4())  # ok
app.register_blueprint(pages)

# case: trap_salt_that_rows_keep
# file: accounts.py
import secrets
from hashlib import sha256

PASSWORD_SALT = secrets.token_hex(8)


def sign_up(member, password):
    member.salt = PASSWORD_SALT
    member.digest = sha256(f"{password}:{PASSWORD_SALT}".encode()).hexdigest()


def may_come_in(member, password):
    return member.digest == sha256(f"{password}:{member.salt}".encode()).hexdigest()

# case: trap_nobody_can_log_in
# file: config.py
import uuid

SECRET_KEY = str(uuid.uuid4())
PASSWORD = str(uuid.uuid4())

# case: told_why
# file: config.py
# unsafe: false
import os
import secrets

# So that one can begin at once, this is a random value at every start.
# See the manual.
SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_hex(16)  # finding

# case: fields_of_settings
# unsafe: false
# file: config.py
import secrets
from base64 import b64encode
from os import urandom

from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    name: str = "paper"
    SECRET_KEY: str = secrets.token_urlsafe(32)  # finding
    jwt_refresh_secret_key: str = Field(default_factory=lambda: b64encode(urandom(32)).decode())  # ok


class Tokens(BaseSettings):
    jwt_secret: str = Field(default_factory=secrets.token_hex)  # finding


class Given(BaseSettings):
    secret_key: str  # ok
    csrf_secret: str = ""  # ok


class Hook(BaseModel):
    secret: str = Field(default_factory=secrets.token_hex)  # ok


class DevelopmentSettings(BaseSettings):
    secret_key: str = secrets.token_hex(8)  # ok
