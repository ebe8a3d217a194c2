"""Names of constants and settings that say where a service finds another one, or how it is found itself."""

from __future__ import annotations

import re

from codemods.domains.settings.literals import is_host, is_port
from codemods.model.targets import upper_snake, words

_DATABASES = (
    "DB|DATABASE|MYSQL|MARIADB|POSTGRES|POSTGRESQL|PG|PSQL|ORACLE|MSSQL|SQL|MONGO|MONGODB|REDIS|INFLUX|INFLUXDB"
)
_SYSTEMS = (
    f"{_DATABASES}|RABBITMQ|RABBIT|AMQP|KAFKA|MEMCACHED|MEMCACHE|ELASTICSEARCH|ELASTIC|ES|SOLR|MAIL|EMAIL|SMTP|IMAP|POP3|"
    "FTP|SFTP|SSH|LDAP|MQTT|CASSANDRA|NEO4J|BROKER|STATSD|GRAPHITE|PROXY"
)
_FLAGS = re.compile(r"(\w+_)?(MAIL|EMAIL|SMTP)_USE_(TLS|SSL)$")
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("port", r"(\w+_)?PORT$"),
        ("host", rf"(\w+_)?(HOST|HOSTNAME)$|(\w+_)?({_SYSTEMS})_(SERVER|SERVERS|ADDRESS|ENDPOINT)$|"
                 r"(\w+_)?BOOTSTRAP_SERVERS$|SERVER_NAME$"),
        ("account", rf"(\w+_)?({_SYSTEMS})_(USER|USERNAME|LOGIN)$"),
        ("name", rf"(\w+_)?({_DATABASES})_(NAME|DB|DBNAME|DATABASE)$"),
        ("address", r"(\w+_)?(MAIL|EMAIL)_(DEFAULT_)?(SENDER|FROM)$|DEFAULT_FROM_EMAIL$"),
        ("name", r"(\w+_)?(BUCKET|BUCKET_NAME)$"),
        ("name", r"(\w+_)?(AWS|S3|GCP|GCS|AZURE|DYNAMODB|SQS|SNS|SES)_(DEFAULT_)?REGION(_NAME)?$"),
    )
)  # fmt: skip
# Words that make a name speak of something else: of a header, a key, a fallback that the code has already.
_OTHER = frozenset(
    (
        "header", "key", "field", "attr", "label", "regex", "pattern", "param", "arg", "env", "conf", "option", "tag",
        "metric", "column", "form", "cookie", "prefix", "max", "min", "test", "forwarded", "x", "http", "https", "dns",
        "error", "message", "msg", "title", "type", "var", "variable", "example", "sample", "allowed", "valid", "mock",
        "flag",
    )
)  # fmt: skip
_HOST_AND_PORT = re.compile(r"[^/:,@]+:\s*\d+\s*$")
_HEADS = frozenset(("default", "conf", "attr", "key", "env"))


def setting_kind(name: str) -> str:
    """What a constant or setting of this name holds: host, port, account, name, address, flag; '' for none of these."""
    upper = upper_snake(name)
    parts = words(name)
    if not _OTHER.isdisjoint(parts) or (parts and parts[0] in _HEADS):
        return ""
    if len(parts) < 2 and not name.isupper():
        return ""
    if _FLAGS.match(upper):
        return "flag"
    return next((kind for kind, pattern in _KINDS if pattern.match(upper)), "")


def is_setting_value(kind: str, name: str, literal: tuple[str, str]) -> bool:
    """Whether a literal (its kind and text) is one that a setting of this kind would have.

    An empty name is for a literal that is told by the call that it reaches.
    """
    form, text = literal
    if form == "flag" or kind == "flag":
        # 0 and 1 are read as the switches that they are; of a text nobody knows how it is read.
        return kind == "flag" and (form == "flag" or (form == "int" and text in ("0", "1")))
    if form == "int" or kind == "port":
        return kind == "port" and is_port(text)
    if not text or (name and _is_name_of_it(name, text)):
        return False
    match kind:
        case "host":
            hosts = text.split(",")
            return all(is_host(each.strip()) for each in hosts) and not text.endswith(".")
        case "address":
            return re.search(r"\w@\w", text) is not None
        case _:
            return re.fullmatch(r"[\w.@+-]+", text) is not None and not re.search(r"\.(db|sqlite3?)$", text)


def _is_name_of_it(name: str, text: str) -> bool:
    """`CONF_HOST = "host"`, `HOST = "DB_HOST"`: the text is the name of a key or a variable, not the value."""
    if text.lower() == words(name)[-1] and words(name)[-1] not in ("db", "user", "name", "database"):
        return True
    return upper_snake(text) == upper_snake(name) or (text.isupper() and "_" in text)


def holds_port(value: str) -> bool:
    """Whether a text is a host with a port behind it."""
    return _HOST_AND_PORT.match(value) is not None


def with_port(name: str, value: str) -> str:
    """What a setting is called that holds a port beside the host: MONGO_ADDRESS for MONGO_HOST."""
    return f"{name.removesuffix('HOST')}ADDRESS" if name.endswith("HOST") and holds_port(value) else name
