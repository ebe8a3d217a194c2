"""Calls that leave the process and cannot be taken back: HTTP, mail, queues, other programs, the services of others."""

from __future__ import annotations

import ast
import re
import sys

from codemods.model.call_graph import edges_at, reaches
from codemods.model.names import called
from codemods.project.source_file import SourceFile

# What of the standard library talks to others, or starts another program.
_STANDARD = re.compile(
    r"(urllib\.request|urllib2|http\.client|httplib|smtplib|ftplib|imaplib|poplib|nntplib|telnetlib|xmlrpc|socket|ssl"
    r"|asyncio\.(open_connection|create_subprocess_\w+)|subprocess|multiprocessing|pty"
    r"|os\.(system|popen|startfile|posix_spawnp?|exec\w+|spawn\w+))(\.|$)"
)
_STAYS = re.compile(r"socket\.get(hostname|fqdn|defaulttimeout)$|subprocess\.list2cmdline$")
# Libraries that compute, or that only work with the request, the session and the log. Of others nobody knows.
_LOCAL = re.compile(
    r"(flask|quart|werkzeug|jinja2|markupsafe|itsdangerous|blinker|click|wtforms|wtforms_\w+|sqlalchemy|sqlalchemy_\w+"
    r"|sqlmodel|geoalchemy2|shapely|alembic|marshmallow|marshmallow_\w+|pydantic|pydantic_\w+|fastapi|starlette|django"
    r"|rest_framework|apiflask|connexion|passlib|bcrypt|argon2|jwt|jose|pyotp|cryptography|nacl|dateutil|pytz|arrow"
    r"|pendulum|babel|slugify|PIL|numpy|pandas|loguru|structlog|attr|attrs|yaml|toml|orjson|ujson|simplejson|markdown"
    r"|bleach|ulid|shortuuid|nanoid|faker|phonenumbers|email_validator|cachetools|six|magic|qrcode|validators|inflection"
    r"|celery\.utils\.log|zxcvbn|isodate|humanize|unidecode|tzlocal|environs|decouple|dotenv)(\.|$)"
)
# What an application carries along is no part of Flask.
_CARRIED = re.compile(r"flask\.(current_app|g|globals\.\w+)\.\w+\.|flask\.(current_app|g)\.extensions")
# Extensions of Flask that talk to others behind their own name.
_EXTENSIONS = re.compile(
    r"flask_(mail\w*|sendgrid|sse|socketio|pymongo|redis|dramatiq|rq\w*|celery\w*|mqtt|kafka\w*)(\.|$)"
)
_DJANGO = re.compile(r"django\.core\.(mail|management)(\.|$)")
_REMOTE = re.compile(
    r"(requests\w*|httpx|aiohttp|urllib3|boto3?|botocore|aioboto\w*|stripe|braintree|paypal\w*|square|adyen|mollie|razorpay"
    r"|twilio|vonage|nexmo|sendgrid|mailjet\w*|mailgun|postmarker|slack\w*|telegram|telebot|discord|tweepy|github|gitlab"
    r"|grpc|zeep|suds|paramiko|fabric|asyncssh|pika|kombu|celery|rq|dramatiq|kafka|confluent_kafka|aiokafka|nats|stomp|paho"
    r"|google\.cloud|googleapiclient|firebase_admin|azure|docker|kubernetes|elasticsearch\w*|opensearchpy|meilisearch"
    r"|algoliasearch|pysolr|ldap3?|hvac|consul|redis|pymemcache|pymongo|pusher|pywebpush|authlib|openai|anthropic|websockets?"
    r"|minio|dropbox|gspread|jira|plaid)(\.|$)"
)
# What a method of an unknown object does, by the words of its name, and who talks to others, by the words of theirs.
_DOES = re.compile(
    r"charge|pay|refund|capture|payout|transfer|withdraw|deposit|send|resend|post|notify|mail|email|sms|push|publish|upload"
    r"|download|fetch|invoke|webhook|transmit|broadcast|dispatch|deploy|provision|call|urlopen|request"
)
_TALKS = re.compile(
    r"client|api|gateway|network|mailer|mail|smtp|sns|sqs|ses|s3|bucket|broker|producer|publisher|channel|webhook|stripe"
    r"|paypal|twilio|slack|bot|https?|requests|remote|rpc|stub"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|s3")


def leaves(file: SourceFile, node: ast.AST) -> bool:
    """Whether a call goes, or may go, out of the process, itself or in what of the project it calls."""
    if not isinstance(node, ast.Call):
        return False
    if _is_outbound(file, node):
        return True
    return any(reaches(edge.callee, _is_outbound) is not None for edge in edges_at(file, node))


def _is_outbound(file: SourceFile, node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = called(file, node)
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names or top in ("builtins", "urllib2", "httplib"):
        return _STANDARD.match(name) is not None and not _STAYS.match(name)
    if not _CARRIED.match(name) and (_LOCAL.match(name) or name.startswith("flask_")):
        return _EXTENSIONS.match(name) is not None or _DJANGO.match(name) is not None
    if _REMOTE.match(name):
        return True
    if top and not _CARRIED.match(name) and not _is_own(file, top) and not _is_of_a_class(name):
        return True
    return not edges_at(file, node) and _sounds_outbound(node.func)


def _is_own(file: SourceFile, top: str) -> bool:
    return any(path.split("/")[0].removesuffix(".py") == top for path in file.project.files)


def _is_of_a_class(name: str) -> bool:
    """Whether a class is made, asked or a session used: a model's, as far as one can know."""
    return any(each[:1].isupper() or each in ("session", "query") for each in name.split(".")[1:])


def _sounds_outbound(function: ast.expr) -> bool:
    """Of what nobody knows, the names alone speak."""
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name[:1].isupper():
            return False
        case ast.Name(id=name):
            return _has_word(name, _DOES)
        case ast.Attribute(attr=name, value=value):
            return _has_word(name, _DOES) or _has_word(ast.unparse(value), _TALKS)
    return False


def _has_word(name: str, words: re.Pattern[str]) -> bool:
    return any(words.fullmatch(each.lower()) for each in _WORD.findall(name))
