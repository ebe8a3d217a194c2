"""Which distribution an import comes from, and what a distribution brings along.

What is installed says both first; then lists of what Python web services use, as the package index has it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib import metadata

from codemods.formats.requirements import normalised

_NAME = re.compile(r"[\w.-]+")
_OWN_NAME = re.compile(r"^Name:\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_EXTRA = re.compile(r";.*\bextra\s*==")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Modules whose distribution has the same name, but for hyphens.
_SAME = _words(
    """
    aioboto3 aiohttp aiomysql aioredis aiosmtplib alembic anthropic apiflask apscheduler arrow asyncpg
    authlib babel bcrypt bleach boto3 botocore bottle cachelib cachetools celery cerberus certifi chardet
    chromadb click cloudinary connexion cryptography cx_Oracle dash docker docx2txt dramatiq elasticsearch
    eventlet fakeredis falcon fastapi feedparser firebase_admin flasgger flask flask_admin
    flask_apscheduler flask_assets flask_babel flask_bcrypt flask_caching flask_compress flask_cors
    flask_dance flask_debugtoolbar flask_dropzone flask_flatpages flask_httpauth flask_jwt
    flask_jwt_extended flask_limiter flask_login flask_mail flask_mailman flask_marshmallow flask_migrate
    flask_moment flask_mongoengine flask_mysqldb flask_oauthlib flask_openapi3 flask_openid flask_pagedown
    flask_paginate flask_principal flask_pymongo flask_restful flask_restplus flask_restx
    flask_script flask_seasurf flask_session flask_socketio flask_sqlalchemy flask_talisman flask_whooshee
    flask_wtf gensim geopy gevent gradio graphene greenlet gspread gtts gunicorn h5py hiredis html5lib
    httpx huey humanize hvac icalendar imageio itsdangerous jinja2 joblib jsonpickle jsonschema keras
    kombu kubernetes langchain lightgbm loguru lxml mako markdown markdown2 markupsafe marshmallow
    matplotlib meilisearch minio mistune mongoengine motor nltk numpy oauthlib openai opencensus openpyxl
    orjson pandas paramiko passlib peewee pendulum phonenumbers pika plotly prometheus_client
    prometheus_flask_exporter psutil psycopg pydantic pydantic_settings pydub pygments pylibmc pymemcache
    pymongo pymysql pyotp pypdf pytesseract pytz pywebpush qrcode quart redis reportlab requests
    requests_oauthlib rq sanic scipy scrapy seaborn selenium sendgrid sentry_sdk simplejson six slack_sdk
    spacy sqlalchemy sqlalchemy_utils sqlmodel starlette statsmodels streamlit stripe structlog tabulate
    tenacity tensorflow torch torchvision tornado tqdm transformers tweepy twilio ujson unidecode urllib3
    uvicorn validators waitress weasyprint webargs websockets werkzeug whitenoise whoosh wtforms xgboost
    xlrd xlsxwriter zeep
    """
)

# Modules whose distribution has another name; the first one is what to ask for.
_OTHER = {
    "attr": "attrs", "bs4": "beautifulsoup4 bs4", "bson": "pymongo bson",
    "Crypto": "pycryptodome pycrypto", "Cryptodome": "pycryptodomex",
    "cv2": "opencv-python-headless opencv-python opencv-contrib-python opencv-contrib-python-headless",
    "dateutil": "python-dateutil", "dns": "dnspython", "docx": "python-docx", "dotenv": "python-dotenv",
    "faiss": "faiss-cpu faiss-gpu", "fitz": "pymupdf",
    "flask_bootstrap": "bootstrap-flask flask-bootstrap flask-bootstrap4",
    "flask_redis": "flask-redis flask-and-redis",
    "flask_security": "flask-security-too flask-security",
    "flask_uploads": "flask-reuploaded flask-uploads", "git": "gitpython", "gridfs": "pymongo",
    "jose": "python-jose", "jwt": "pyjwt", "kafka": "kafka-python kafka-python-ng kafka",
    "ldap": "python-ldap", "magic": "python-magic python-magic-bin", "memcache": "python-memcached",
    "mysql": "mysql-connector-python mysql-connector", "MySQLdb": "mysqlclient mysql-python",
    "nacl": "pynacl", "OpenSSL": "pyopenssl", "PIL": "pillow pillow-simd", "pptx": "python-pptx",
    "psycopg2": "psycopg2-binary psycopg2", "PyPDF2": "pypdf2", "serial": "pyserial",
    "skimage": "scikit-image", "sklearn": "scikit-learn sklearn", "slugify": "python-slugify",
    "snowflake": "snowflake-connector-python", "socketio": "python-socketio",
    "telebot": "pytelegrambotapi", "telegram": "python-telegram-bot", "yaml": "pyyaml", "zmq": "pyzmq",
}  # fmt: skip
# Of these only who runs the service knows which distribution is meant.
_UNCLEAR = _words("bson faiss flask_bootstrap flask_redis flask_security flask_uploads kafka magic memcache mysql")

# What well-known distributions bring along, directly or not; a dash stands for nothing.
_BRINGS = {
    key: frozenset(values.split()) - {"-"}
    for keys, values in (
        ("flask flask-cors flask-compress flask-talisman flask-debugtoolbar flask-paginate flask-seasurf flask-moment",
         "werkzeug jinja2 click itsdangerous markupsafe blinker"),
        ("flask-login flask-bcrypt flask-mail flask-caching flask-script flask-httpauth flask-principal flask-session",
         "flask werkzeug jinja2 click itsdangerous markupsafe blinker bcrypt cachelib msgspec"),
        ("flask-sqlalchemy flask-migrate flask-admin",
         "flask sqlalchemy greenlet alembic mako flask-sqlalchemy werkzeug jinja2 click itsdangerous wtforms"),
        ("flask-wtf wtforms", "flask wtforms werkzeug jinja2 click itsdangerous markupsafe"),
        ("flask-restful flask-restx flask-restplus",
         "flask aniso8601 pytz six jsonschema werkzeug jinja2 click itsdangerous markupsafe attrs"),
        ("flask-jwt-extended flask-jwt", "flask pyjwt werkzeug jinja2 click itsdangerous markupsafe"),
        ("flask-mysqldb", "flask mysqlclient werkzeug jinja2 click itsdangerous markupsafe"),
        ("flask-socketio",
         "flask python-socketio python-engineio werkzeug jinja2 click itsdangerous markupsafe bidict"),
        ("sqlalchemy", "greenlet"), ("alembic", "sqlalchemy mako markupsafe greenlet"), ("jinja2", "markupsafe"),
        ("requests", "urllib3 certifi idna chardet"), ("celery", "kombu billiard vine amqp click python-dateutil pytz"),
        ("pandas", "numpy python-dateutil pytz six"),
        ("scikit-learn scikit-image", "numpy scipy joblib pillow imageio"),
        ("scipy opencv-python opencv-python-headless opencv-contrib-python", "numpy"),
        ("matplotlib seaborn", "matplotlib numpy pillow python-dateutil pandas six"),
        ("tensorflow tensorflow-cpu tensorflow-gpu keras",
         "numpy keras six requests h5py protobuf werkzeug markdown scipy pyyaml"),
        ("boto3", "botocore s3transfer urllib3 python-dateutil six"),
        ("fastapi", "starlette pydantic anyio typing-extensions"), ("rq", "redis click"), ("huey", "-"),
        ("gunicorn psycopg2 psycopg2-binary pymysql mysqlclient redis pyyaml python-dotenv pymongo markdown pytz six "
         "werkzeug click itsdangerous markupsafe bcrypt passlib pyjwt gevent eventlet waitress simplejson numpy pillow "
         "lxml psutil uwsgi setuptools wheel pip cryptography peewee blinker certifi urllib3 idna chardet", "-"),
    )
    for key in keys.split()
}  # fmt: skip

# What so many distributions bring along that one of which nothing is known may do so.
_OFTEN = _words(
    """
    aiohttp attrs babel beautifulsoup4 botocore cachetools certifi chardet click cryptography docker
    email-validator flask gevent greenlet httpx itsdangerous jinja2 joblib jsonschema lxml markdown
    markupsafe marshmallow matplotlib numpy oauthlib pandas pillow protobuf psutil pydantic pygments pyjwt
    pymongo pyopenssl python-dateutil python-dotenv pytz pyyaml redis requests requests-oauthlib rich
    scikit-learn scipy setuptools simplejson six sqlalchemy starlette tabulate tenacity torch tornado tqdm
    urllib3 werkzeug wtforms
    """
)


def distribution(module: str) -> str:
    """The distribution to ask for where code imports a top-level module; by default the two share a name."""
    installed = _of_installed(module)
    if len(installed) == 1:
        return installed[0]
    return _OTHER[module].split()[0] if module in _OTHER else normalised(module)


def is_known(module: str) -> bool:
    """Whether a top-level module is one of a distribution that is installed here, or that is widely used."""
    if module in _SAME or module in _OTHER:
        return True
    # Some distributions install modules like `utils`, which other code means otherwise.
    return any(_alike(module, name) for name in _of_installed(module))


def known_modules() -> tuple[str, ...]:
    """The modules of the lists."""
    return (*sorted(_SAME), *sorted(_OTHER))


def is_clear(module: str) -> bool:
    """Whether `distribution` is the one that code which imports the module means."""
    return module not in _UNCLEAR or len(_of_installed(module)) == 1


def provides(names: Collection[str], module: str) -> bool:
    """Whether one of some distributions, by their normalised names, has the module, or may have by the look of it."""
    if not {*_OTHER.get(module, "").split()}.isdisjoint(names):
        return True
    # All that is installed is gone through only for a module that no name tells of.
    return any(_squashed(module) in _squashed(name) for name in names) or any(
        name in names for name in _of_installed(module)
    )


def brought(names: Iterable[str]) -> tuple[frozenset[str], bool]:
    """What distributions need, they themselves included, and whether that is all: of each is known what it needs."""
    found: set[str] = set()
    pending, whole = list(names), True
    while pending:
        name = pending.pop()
        if name in found:
            continue
        found |= {name, *_BRINGS.get(name, ())}
        needs = _requires(name)
        whole = whole and (needs is not None or name in _BRINGS)
        pending += needs or ()
    return frozenset(found), whole


def is_often_brought(module: str) -> bool:
    """Whether a distribution of which nothing is known may well bring the module along."""
    return distribution(module) in _OFTEN


def _requires(name: str) -> list[str] | None:
    """What the installed distribution needs without any extra; None where it is not installed."""
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return None
    plain = (match for each in lines if not _EXTRA.search(each) and (match := _NAME.match(each)))
    return [normalised(match[0]) for match in plain]


def _squashed(name: str) -> str:
    return re.sub(r"[-_.]+", "", name).lower()


def _alike(module: str, name: str) -> bool:
    first, second = _squashed(module), _squashed(name)
    return len(first) > 2 and (first in second or second in first)


def _of_installed(module: str) -> list[str]:
    return _installed().get(module, [])


@cache
def _installed() -> dict[str, list[str]]:
    """By module, what is installed: as `metadata.packages_distributions`, which parses whole READMEs for the names."""
    found: dict[str, set[str]] = {}
    for each in metadata.distributions():
        if name := _OWN_NAME.search(each.read_text("METADATA") or each.read_text("PKG-INFO") or ""):
            for module in (each.read_text("top_level.txt") or "").split() or _listed(each):
                found.setdefault(module, set()).add(normalised(name[1]))
    return {module: sorted(names) for module, names in found.items()}


def _listed(installed: metadata.Distribution) -> set[str]:
    """The top-level modules among a distribution's files."""
    record = installed.read_text("RECORD")
    files = [each.rsplit(",", 2)[0] for each in record.splitlines()] if record else map(str, installed.files or ())
    return {each.partition("/")[0].removesuffix(".py") for each in files if each.endswith(".py")}
