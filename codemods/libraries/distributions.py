"""Which distribution an import comes from, what a distribution brings along, and what its releases need.

Lists of what Python web services use, as the package index has it: what is installed says it first.
"""

from __future__ import annotations

import re
from typing import NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Modules whose distribution has the same name, but for hyphens.
SAME = _words(
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
OTHER = {
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
UNCLEAR = _words("bson faiss flask_bootstrap flask_redis flask_security flask_uploads kafka magic memcache mysql")

# What well-known distributions bring along, directly or not; a dash stands for nothing.
BRINGS = {
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

# What an extra brings along, where its own name does not say it: `passlib[bcrypt]` does.
EXTRAS = {
    f"{name}[{extra}]": values.split()
    for keys, values in (
        ("fastapi[standard] fastapi[all]",
         "uvicorn httpx jinja2 python-multipart email-validator fastapi-cli uvloop httptools watchfiles websockets "
         "python-dotenv pyyaml itsdangerous orjson ujson pydantic-settings pydantic-extra-types"),
        ("fastapi[standard-no-fastapi-cloud-cli]", "uvicorn httpx jinja2 python-multipart email-validator"),
        ("starlette[full]", "httpx itsdangerous jinja2 python-multipart pyyaml"),
        ("uvicorn[standard]", "uvloop httptools watchfiles websockets python-dotenv pyyaml"),
        ("flask[async]", "asgiref"), ("flask[dotenv]", "python-dotenv"), ("pydantic[email]", "email-validator"),
        ("pydantic[dotenv]", "python-dotenv"), ("sqlalchemy[asyncio]", "greenlet"),
        ("sqlalchemy[postgresql] sqlalchemy[postgresql-psycopg2]", "psycopg2"),
        ("sqlalchemy[postgresql-psycopg2binary]", "psycopg2-binary"), ("sqlalchemy[postgresql-asyncpg]", "asyncpg"),
        ("sqlalchemy[mysql] sqlalchemy[mysqlclient]", "mysqlclient"), ("sqlalchemy[mssql]", "pyodbc"),
        ("requests[socks]", "pysocks"), ("httpx[http2]", "h2"), ("httpx[socks]", "socksio"),
        ("celery[sqs]", "boto3 pycurl"), ("celery[s3]", "boto3"), ("celery[mongodb]", "pymongo"),
        ("celery[sqlalchemy]", "sqlalchemy"), ("celery[elasticsearch]", "elasticsearch"),
        ("celery[librabbitmq]", "librabbitmq"), ("celery[yaml]", "pyyaml"), ("redis[hiredis]", "hiredis"),
        ("psycopg[binary]", "psycopg-binary"), ("psycopg[pool]", "psycopg-pool"), ("pyjwt[crypto]", "cryptography"),
        ("fastapi-users[sqlalchemy]", "fastapi-users-db-sqlalchemy sqlalchemy"),
        ("strawberry-graphql[fastapi]", "fastapi"),
    )
    for key in keys.split()
    for name, _, extra in [key.rstrip("]").partition("[")]
}  # fmt: skip

# What so many distributions bring along that one of which nothing is known may do so.
OFTEN = _words(
    """
    aiohttp attrs babel beautifulsoup4 botocore cachetools certifi chardet click cryptography docker
    email-validator flask gevent greenlet httpx itsdangerous jinja2 joblib jsonschema lxml markdown
    markupsafe marshmallow matplotlib numpy oauthlib pandas pillow protobuf psutil pydantic pygments pyjwt
    pymongo pyopenssl python-dateutil python-dotenv pytz pyyaml redis requests requests-oauthlib rich
    scikit-learn scipy setuptools simplejson six sqlalchemy starlette tabulate tenacity torch tornado tqdm
    urllib3 werkzeug wtforms
    """
)

# Modules of these are spread over many distributions.
SHARED = frozenset(("google", "azure", "zope", "opentelemetry", "ruamel", "flaskext", "backports", "sphinxcontrib"))

# What is published as source alone, or takes a header file of the system's.
COMPILED = frozenset(
    ("psycopg2", "uwsgi", "mysqlclient", "mysql-python", "python-ldap", "pycairo", "pygraphviz", "pyodbc", "dlib",
     "face-recognition", "pycurl", "pylibmc", "xmlsec", "python3-saml", "pyaudio", "fasttext", "pymssql", "netifaces",
     "psycopg-c", "pysqlcipher3", "scikit-sparse", "gdal", "rpi-gpio", "pyicu", "flask-mysqldb", "m2crypto", "uvloop")
)  # fmt: skip

# What runs on a board with pins: its wheels come from an index of its own.
BOARD = frozenset(("rpi-gpio", "gpiozero", "picamera", "picamera2", "smbus", "pigpio", "spidev", "adafruit-blinka"))

# The imports that tell so: of these, and of what a board's own Python has.
BOARD_MODULES = re.compile(
    rb"^[ \t]*(?:from|import)[ \t]+(?:RPi|gpiozero|picamera2?|smbus2?|pigpio|spidev|board|machine)\b", re.M
)
# What makes pages of documentation, whatever stands beside it.
BUILDS_PAGES = re.compile(r"(?:mkdocs|sphinx|pelican|nikola|jupyter-book|lektor)(?:$|-)")


class Break(NamedTuple):
    """Releases below a version admit today's release of what they bring along, which a Python from `python` on gets,
    and do not start with it.
    """

    below: tuple[int, ...]
    brought: str
    python: tuple[int, int]


# As they were tried, from the last release that fails: Flask 2.2.3, Flask-SQLAlchemy 3.0.1.
BREAKS = {
    "flask": Break((2, 2, 4), "werkzeug", (3, 8)),
    "flask-sqlalchemy": Break((3, 0, 2), "sqlalchemy", (3, 7)),
}  # fmt: skip

# What only Python 2 installs, which gets no release of today.
OF_PYTHON_2 = frozenset(
    ("beautifulsoup", "functools32", "futures", "mysql-python", "pil", "pysqlite", "subprocess32", "wsgiref")
)

# The last release for each Python, the newest that was tried for those that are newer still.
RELEASES = {"boto3": (((3, 10), "1.44.5"), ((3, 9), "1.42.97"), ((3, 8), "1.37.38"), ((3, 7), "1.33.13"))}

# What must not be pinned beside the distribution, as it says exactly which of it it takes, or needs another one.
RIVALS = {
    "boto3": frozenset(("botocore", "s3transfer", "jmespath", "awscli", "aiobotocore", "aioboto3", "s3fs")),
}

# What it needs of others that are often pinned, from this Python on: the first version, and the first too new one.
NEEDS: dict[str, tuple[tuple[str, tuple[int, ...], tuple[int, ...], tuple[int, ...]], ...]] = {
    "boto3": (("urllib3", (3, 10), (1, 25, 4), (3,)), ("urllib3", (0,), (1, 25, 4), (1, 27)),
              ("requests", (0,), (2, 22), (99,)), ("python-dateutil", (0,), (2, 1), (3,))),
}  # fmt: skip

# What fixes add to a manifest: an environment that runs the service today need not have it.
ADDED = frozenset(("boto3", "gunicorn"))

# Where a package says what it needs, in a file of its own.
METADATA = ("setup.py", "setup.cfg", "pyproject.toml")
# What a manifest is given that is to start gunicorn.
GUNICORN = "gunicorn>=27.0.1,<28"

# What code with these words cannot do without: the distribution, and its first release that has it.
FIRST_WITH = (
    (re.compile(rb"\bdownload_name\b"), "flask", (2, 0)),
    (re.compile(rb"\bdefault_handler\b"), "flask", (1, 0)),
    (re.compile(rb"\bgthread\b"), "gunicorn", (19, 0)),
    (re.compile(rb"^from sqlalchemy\.engine import .*\bmake_url\b", re.MULTILINE), "sqlalchemy", (1, 4)),
)
