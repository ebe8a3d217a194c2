"""Clients of HTTP, and what else leaves the process: mail, brokers, other programs, the services of others.

After the documentation of requests, httpx, aiohttp, urllib3, websockets, and of the libraries that are named.
"""

from __future__ import annotations

import re

# Methods of clients of HTTP that send a request.
METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "request", "stream")

# What asks a server for a URL.
CLIENTS = re.compile(
    r"(requests|requests\.api|httpx|requests\.Session|requests\.session|requests\.sessions\.Session|httpx\.Client|"
    r"httpx\.AsyncClient|aiohttp\.ClientSession|aiohttp\.client\.ClientSession|grequests|urllib3\.PoolManager)\.\w+$|"
    r"urllib\.request\.(urlopen|Request|urlretrieve)$|urllib2\.(urlopen|Request)$|aiohttp\.request$|"
    r"websockets?\.(connect|create_connection)$|websocket\.WebSocketApp$"
)

# What makes a client or a pool, of whatever service.
HANDLES = re.compile(r"\.(\w*Client|client|resource|Redis|StrictRedis|[sS]ession|Elasticsearch|create_engine|Pool)$")

# What waits for an answer as long as it takes, unless it is given a timeout.
ASKS = re.compile(
    r"requests\.(api\.|(sessions?\.)?[sS]ession\.)?(get|post|put|patch|delete|head|options|request|send)$"
    r"|(urllib\.request|urllib2)\.(urlopen|build_opener\.open|OpenerDirector\.open)$|urllib\.request\.urlretrieve$"
    r"|urllib3\.(\w+\.)*(PoolManager\.)?(request|urlopen)$|websockets?\.create_connection$"
    r"|(http\.client|httplib)\.HTTPS?Connection$|xmlrpc\.client\.ServerProxy(\.|$)|pycurl\.Curl\.perform$"
    r"|(smtplib\.SMTP(_SSL)?|ftplib\.FTP(_TLS)?|imaplib\.IMAP4(_SSL)?|poplib\.POP3(_SSL)?|telnetlib\.Telnet)$"
)

# Which argument of these is a timeout by its place.
TIMEOUT_AT = {"urlopen": 2, "open": 2, "create_connection": 1, "HTTPConnection": 2, "SMTP": 3, "FTP": 4, "Telnet": 2}

# The one that gives up by itself, unless it is told not to.
HTTPX = re.compile(r"httpx\.((Client|AsyncClient)(\.\w+)?|\w+)$")

# The other side of a socket.
SOCKETS = re.compile(
    r"socket\.(create_connection|(socket|create_connection)\.(connect|recv\w*|accept|makefile|send\w*))$"
)

# What a program calls that only shows something: what it computes with, and waits in.
FOR_A_READER = re.compile(
    r"(builtins\.(?!open$|exec$|eval$|__import__$|setattr$|delattr$|input$)\w+|time\.\w+|datetime\.(\w+\.)?\w+|json\.loads?"
    r"|json\.dumps|math\.\w+|statistics\.\w+|operator\.\w+|collections\.\w+|itertools\.\w+|textwrap\.\w+|pprint\.\w+"
    r"|(urllib\.request|urllib2)\.urlopen|requests\.(\w+\.)?(get|head)|httpx\.(\w+\.)?(get|head)|psutil\.\w+)$"
)

# Methods that read, or work on text and numbers, of whatever object.
LOOKS = frozenset((
    "read", "decode", "json", "items", "keys", "values", "setdefault", "append", "extend", "join", "split", "strip",
    "lstrip", "rstrip", "splitlines", "replace", "format", "ljust", "rjust", "center", "lower", "upper", "title",
    "startswith", "endswith", "sort", "copy", "count", "index", "most_common", "strftime", "isoformat", "total_seconds",
    "raise_for_status",
))  # fmt: skip

# The last words of all these.
LAST = frozenset(
    (*METHODS, "urlopen", "Request", "urlretrieve", "connect", "create_connection", "WebSocketApp", "ws_connect")
)

# Keywords under which clients of any make take the address of their service.
BASE_KEYWORDS = frozenset(("base_url", "api_base", "api_url", "server_url", "service_url", "endpoint", "endpoint_url"))

# Where every machine of a cloud finds what the cloud says of it.
METADATA = ("169.254.169.254", "169.254.170.2", "metadata.google.internal", "metadata")

# Methods and classes that take `auth`.
SENDS = ("get", "post", "put", "patch", "delete", "head", "request", "Client", "Session", "AsyncClient")

# The attribute of a client that is such a pair.
CLIENT_AUTH = re.compile(r"^(requests|httpx)\.(\w+\.)*([sS]ession|Client|AsyncClient)\.auth$")

# What of the standard library talks to others, or starts another program.
STANDARD = re.compile(
    r"(urllib\.request|urllib2|http\.client|httplib|smtplib|ftplib|imaplib|poplib|nntplib|telnetlib|xmlrpc|socket|ssl"
    r"|asyncio\.(open_connection|create_subprocess_\w+)|subprocess|multiprocessing|pty"
    r"|os\.(system|popen|startfile|posix_spawnp?|exec\w+|spawn\w+))(\.|$)"
)

# Of these what only computes.
STAYS = re.compile(r"socket\.get(hostname|fqdn|defaulttimeout)$|subprocess\.list2cmdline$")

# Libraries that compute, or that only work with the request, the session and the log. Of others nobody knows.
LOCAL = re.compile(
    r"(flask|quart|werkzeug|jinja2|markupsafe|itsdangerous|blinker|click|wtforms|wtforms_\w+|sqlalchemy|sqlalchemy_\w+"
    r"|sqlmodel|geoalchemy2|shapely|alembic|marshmallow|marshmallow_\w+|pydantic|pydantic_\w+|fastapi|starlette|django"
    r"|rest_framework|apiflask|connexion|passlib|bcrypt|argon2|jwt|jose|pyotp|cryptography|nacl|dateutil|pytz|arrow"
    r"|pendulum|babel|slugify|PIL|numpy|pandas|loguru|structlog|attr|attrs|yaml|toml|orjson|ujson|simplejson|markdown"
    r"|bleach|ulid|shortuuid|nanoid|faker|phonenumbers|email_validator|cachetools|six|magic|qrcode|validators|inflection"
    r"|celery\.utils\.log|zxcvbn|isodate|humanize|unidecode|tzlocal|environs|decouple|dotenv)(\.|$)"
)

# What an application carries along is no part of Flask.
CARRIED = re.compile(r"flask\.(current_app|g|globals\.\w+)\.\w+\.|flask\.(current_app|g)\.extensions")

# Extensions of Flask that talk to others behind their own name.
EXTENSIONS = re.compile(
    r"flask_(mail\w*|sendgrid|sse|socketio|pymongo|redis|dramatiq|rq\w*|celery\w*|mqtt|kafka\w*)(\.|$)"
)

# What of Django talks to others, or runs a command.
DJANGO = re.compile(r"django\.core\.(mail|management)(\.|$)")

# Libraries that talk to others.
REMOTE = re.compile(
    r"(requests\w*|httpx|aiohttp|urllib3|boto3?|botocore|aioboto\w*|stripe|braintree|paypal\w*|square|adyen|mollie|razorpay"
    r"|twilio|vonage|nexmo|sendgrid|mailjet\w*|mailgun|postmarker|slack\w*|telegram|telebot|discord|tweepy|github|gitlab"
    r"|grpc|zeep|suds|paramiko|fabric|asyncssh|pika|kombu|celery|rq|dramatiq|kafka|confluent_kafka|aiokafka|nats|stomp|paho"
    r"|google\.cloud|googleapiclient|firebase_admin|azure|docker|kubernetes|elasticsearch\w*|opensearchpy|meilisearch"
    r"|algoliasearch|pysolr|ldap3?|hvac|consul|redis|pymemcache|pymongo|pusher|pywebpush|authlib|openai|anthropic|websockets?"
    r"|minio|dropbox|gspread|jira|plaid)(\.|$)"
)
