"""Which names and values are secrets."""

from __future__ import annotations

import ast
import io
import math
import re
import tokenize
from collections import Counter
from collections.abc import Collection

from codemods.domains.secrets.placeholders import is_name_of_thing, is_placeholder, is_public
from codemods.model.targets import words
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact

_SECRET = re.compile(
    r"(^|_)(SECRET|SECRETS|PASSWORD|PASSWD|PASSWRD|PASSPHRASE|"
    r"(?<!PER_)(?<!FIRST_)(?<!SECOND_)(?<!TWO_)(?<!MULTI_)(?<!BOARDING_)(?<!LOW_)(?<!HIGH_)(?<!BAND_)PASS|PWD|PSWD|PSW|PSK|SALT|TOKEN|CREDENTIALS?|SECRET_?KEY(_BASE)?|"
    r"(API|ACCESS|PRIVATE|AUTH|APP|SIGNING|ENCRYPTION|JWT|CSRF|SESSION|MASTER|LICENSE|SUBSCRIPTION|HMAC|FERNET|"
    r"CRYPTO|CIPHER|AES|ACCOUNT|CONSUMER|SERVER|CLIENT|SEND_?GRID|STRIPE|MAILGUN|OPENAI)_?KEY|APIKEY|ACCESS_KEY_ID)$"
)
_ACCOUNT = re.compile(r"(?<![A-Z])ACCESS_KEY(_ID)?$")
# What may stand behind the word that says so: PASSWORD2, API_KEY_PROD, TOKEN_TELEGRAM does not.
_TAIL = re.compile(
    r"(_?\d+|_(PROD|PRODUCTION|DEV|DEVELOPMENT|LIVE|STAGING|LOCAL|TEST|BASE|BYTES|STRING|STR|VALUE|DEFAULT))+$"
)
# The kind of secret in front, whose it is behind: `PWD_ADMIN`, `PASSWORD_DB`.
_WHOSE = re.compile(
    r"^(PASSWORD|PASSWD|PASS|PWD|PSWD|PW)_(DB|DATABASE|MYSQL|POSTGRES|PG|SQL|MONGO|REDIS|RABBITMQ|MAIL|EMAIL|SMTP|FTP|SSH|"
    r"LDAP|ADMIN|ROOT)$|^(DB|DATABASE|MYSQL|POSTGRES|PG|SQL|MONGO|REDIS|MAIL|EMAIL|SMTP|FTP|SSH|LDAP|ADMIN|ROOT)_PW$"
)
_SALTED = re.compile(r"PASSWORD|SECURITY")
# Names that speak about a secret and hold none.
_ABOUT = frozenset((
    "reset", "change", "changed", "forgot", "forgotten", "forget", "invalid", "wrong", "missing", "incorrect",
    "update", "updated", "set", "get", "show", "hide", "confirm", "verify", "expired", "bad", "no", "is",
    "has", "use", "with", "generate", "create", "delete", "revoke", "revoked", "check", "validate", "require",
    "need", "required", "enable", "disable", "unknown", "empty", "blank", "weak", "error", "msg", "message",
    "public", "refresh", "login", "logout", "hash", "hashed", "max", "min", "regex", "pattern", "label",
    "prompt", "help", "hint", "title", "text", "route", "view", "form", "field", "param", "header", "cookie",
    "column", "type", "policy", "grant", "scope", "expire", "expires", "send", "request", "csrf", "next",
    "page", "parse", "primary", "foreign", "sort", "partition", "cache",
))  # fmt: skip
# One service's own secret, whatever its value: `DB_PASSWORD = "password"`.
_SYSTEM = re.compile(
    r"^(DB|DATABASE|MYSQL|MARIADB|POSTGRES|POSTGRESQL|PG|PSQL|SQL|ORACLE|MSSQL|MONGO|MONGODB|REDIS|RABBITMQ|RABBIT|AMQP|"
    r"MAIL|EMAIL|SMTP|FTP|SFTP|SSH|LDAP|ADMIN|ROOT|SUPERUSER|AWS|S3|MINIO|ES|ELASTIC|ELASTICSEARCH|NEO4J|INFLUX|MQTT|"
    r"BASIC_AUTH|KAFKA|FLASK|DJANGO|APP)(_\w+)?_(PASSWORD|PASSWD|PASS|PWD|PSWD|SECRET|SECRET_ACCESS_KEY)$"
)
_SIGNING = re.compile(
    r"(^|_)(SECRET_?KEY(_BASE)?|(JWT|APP|FLASK|SESSION|CSRF|COOKIE|TOKEN|SIGNING|AUTH|CLIENT|HMAC)_SECRET|"
    r"(ENCRYPTION|SIGNING|FERNET|HMAC|SESSION|JWT)_KEY)$|^((SECURITY|USER|APP|FLASK)_)?PASSWORD_SALT$"
)
_LABELS = frozenset((
    "bearer", "basic", "digest", "jwt", "token", "password", "passwd", "username", "user", "email", "text",
    "string", "hidden", "none", "null", "true", "false", "authorization", "auth", "access", "refresh",
    "reset", "id", "key", "secret", "apikey", "api_key", "csrf_token", "access_token", "refresh_token",
    "id_token", "session", "cookie", "header", "query", "body", "form", "json", "default", "required",
    "invalid", "optional", "str", "oauth", "oauth2", "plain", "md5", "sha256", "sha1", "hs256", "rs256",
    "bcrypt", "argon2", "scrypt",
))  # fmt: skip
_TEMPLATE = re.compile(
    r"\{\{|[$@]\{|\{%|^\$[A-Z_]+$|^%\(?\w*\)?s$|^\{\w*\}$|^<[^<>]*>$|^\[[^\[\]]*\][+*]?$|^\([^()]*\)$|^[.*xX_-]+$|^env[:(]"
)
# What passwords must look like, or where one stands in a text, is no password.
_EXPRESSION = re.compile(r"\(\?[:=!<P]|^\^.*\$$|\\[dwsb][+*{\\\])]")
_FILE = re.compile(r"^(?:\w+:)?[\w./-]+\.(json|pem|key|txt|ya?ml|py|html|crt|cfg|ini|env|db)$")
_PATH = re.compile(rf"^(\.{{0,2}}/[\w.-]|~|https?://|[A-Za-z]:\\)|{_FILE.pattern}")
# The name of something inside a library, not a value: `SESSION_KEY = "_auth_user_id"`.
_MARK = re.compile(r"_+[a-z]+(_[a-z]+)*_*")
# What standards make known to everybody: the answer to a WebSocket's key, how a client of OAuth says who it is.
_PUBLIC = frozenset((
    "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", "client_secret_post", "client_secret_basic", "client_secret_jwt",
    "private_key_jwt",
))  # fmt: skip
KNOWN_FORMATS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("AWS_ACCESS_KEY_ID", r"(AKIA|ASIA)[A-Z0-9]{16}$"),
        ("STRIPE_API_KEY", r"(sk|rk)_(live|test)_[A-Za-z0-9]{10,}$"),
        ("GITHUB_TOKEN", r"(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{20,})$"),
        ("SLACK_TOKEN", r"xox[abposr]-[A-Za-z0-9-]{10,}$"),
        ("SLACK_WEBHOOK_URL", r"https://hooks\.slack\.com/services/T\w+/B\w+/\w+$"),
        ("GOOGLE_API_KEY", r"AIza[A-Za-z0-9_-]{30,}$"),
        ("SENDGRID_API_KEY", r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}$"),
        ("OPENAI_API_KEY", r"sk-(proj-)?[A-Za-z0-9_-]{32,}$"),
        ("TELEGRAM_TOKEN", r"\d{8,10}:[A-Za-z0-9_-]{35}$"),
        ("MAILGUN_API_KEY", r"key-[0-9a-f]{32}$"),
        ("PRIVATE_KEY", r"-----BEGIN ([A-Z]+ )?PRIVATE KEY-----"),
    )
)
_KEY_BODY = re.compile(r"PRIVATE KEY-----(?:\s|\\n|\\r)*(?:[\w-]+: [^\n\\]*(?:\s|\\n|\\r)*)*[A-Za-z0-9+/=]{16}")
_HINTS = frozenset((
    "my", "secret", "super", "dev", "test", "demo", "change", "changeme", "default", "admin", "live", "prod",
    "key", "keep", "please",
))  # fmt: skip

_SAMPLE_KEYS = frozenset(("example", "examples", "properties", "$schema", "parameters", "schema"))
# RabbitMQ's own user and his password: it lets him in from its own machine alone.
_RABBITMQ = "guest"
# As people call things: `prices_reset_march2024`, `counted_under_290`, `RULE_2018_311_KERNEL_IS_OLD`.
_PART = r"(?:\d{0,4}[A-Z]{2,}\d{0,2}|\d{1,6})"
_SPELLED = re.compile(
    rf"[a-z]+(?:_[a-z]+)+_?\d{{1,4}}|{_PART}(?:_{_PART}){{3,}}|{_PART.lower()}(?:_{_PART.lower()}){{4,}}"
)
# No service gives out tokens of less digits.
_SHORTEST = 6
_NO_VALUE = frozenset(("none", "null", "false", "true", "0", "1", "no", "yes"))


def is_file_name(value: str) -> bool:
    """Whether a value names the file that holds the secret: `keys/service-account.json`."""
    return _FILE.search(value) is not None


def is_secret_name(name: str) -> bool:
    """Whether what a setting, keyword or constant of this name holds should be kept out of the code."""
    upper = _plain(name)
    if not _SECRET.search(upper):
        return _WHOSE.match(upper) is not None
    return not upper.endswith("SALT") or _SALTED.search(upper) is not None


def is_account_name(name: str, others: Collection[str]) -> bool:
    """Whether the name is that of an account whose secret has another one: `MINIO_ACCESS_KEY`, beside
    `MINIO_SECRET_KEY`.
    """
    upper = _plain(name)
    whose = _ACCOUNT.sub("", upper)
    return whose != upper and any(
        _plain(each) in (f"{whose}SECRET_KEY", f"{whose}SECRET_ACCESS_KEY") for each in others
    )


def is_signing_name(name: str) -> bool:
    """Whether the name is one of those under which a framework keeps its own key: any literal there is a secret."""
    return _SIGNING.search(_plain(name)) is not None


def is_about_secrets(name: str) -> bool:
    """Whether a secret's name more likely names a message, a form field, a route: `RESET_PASSWORD`."""
    return not _ABOUT.isdisjoint(words(name)) and not is_signing_name(name)


def is_label(name: str, value: str) -> bool:
    """Whether the value only repeats its name or names a kind of thing: `ACCESS_TOKEN = "access_token"`."""
    if value.lower() in _LABELS:
        return not _SYSTEM.match(_plain(name))
    said = set(words(value))
    return bool(said) and said <= set(words(name)) and not _SYSTEM.match(_plain(name))


def _describes(name: str, value: str) -> bool:
    """Whether the value is a text about what the name holds: `client_secret: "The OAuth client secret"`."""
    return name.islower() and "key" not in words(name) and " " in value and set(words(name)) <= set(words(value))


def is_variable_name(name: str, value: str) -> bool:
    """Whether the value is the name under which the secret is found elsewhere: `ACCESS_KEY = "AWS_ACCESS_KEY_ID"`."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", value) or not (
        is_secret_name(value) or set(words(name)) <= set(words(value))
    ):
        return False
    return value.isupper() or words(value)[0] in ("aws", "http", "x")


_SAYS_SECRET = frozenset(("secret", "key", "jwt", "token", "signing", "salt", "session", "flask", "app", "csrf", "wtf"))


def is_literal_secret(name: str, value: str, firmly_named: bool) -> bool:
    """Whether a literal given to a name is a secret.

    `firmly_named`: the name is a constant's or a setting's. A keyword, a local name or a key of a dict says less, so
    there the value itself must look like a secret.
    """
    if value in _PUBLIC or is_public(value) or is_name_of_thing(name, value) or _is_made_up(name):
        return False
    if _EXPRESSION.search(value):
        return False
    if _MARK.fullmatch(value) and not _is_password(name) and "SECRET" not in _plain(name):
        return False
    if _plain(name).endswith("KEY") and "public" not in words(name) and is_random(value):
        # What begins with its own name is a version of that, in a table of packages.
        return is_secret_name(name) or len(name) < _SHORTEST or not value.lower().startswith(name.lower())
    if firmly_named and _plain(name).endswith("SALT") and is_random(value):
        return True
    # Signs alone are what something is called, as an emoji is.
    if not any(each.isalnum() for each in value) or not is_secret_name(name) or _TEMPLATE.search(value.strip()):
        return False
    if _describes(name, value):
        return False
    if is_signing_name(name) and firmly_named:
        named = is_variable_name(name, value) or (value.isupper() and "_" in value and is_label(name, value))
        # USER_JWT_KEY = "user" says whose it is; SECRET_KEY = "secret" is a weak one.
        named = named or (bool(said := set(words(value))) and said <= set(words(name)) - _SAYS_SECRET)
        return value != name and not named and _PATH.search(value) is None
    if re.search(r"\s", value.strip()) or _PATH.search(value) or is_label(name, value) or is_variable_name(name, value):
        return False
    if is_about_secrets(name) or not firmly_named:
        return is_random(value) or (is_strong(value) and not is_about_secrets(name) and _is_password(name))
    # Of several a text is no value, but what tells them: a prefix, a section, a file.
    if _plain(name).endswith("SECRETS"):
        return is_random(value)
    if _plain(name).endswith(("TOKEN", "KEY")) and value.isdecimal() and len(value) < _SHORTEST:
        return False
    if _plain(name).endswith(("TOKEN", "KEY", "CREDENTIAL", "CREDENTIALS", "PASS")) and not _SYSTEM.match(_plain(name)):
        return "API" in _plain(name) or not re.fullmatch(r"_*[a-z]+([_.:-][a-z]+)*", value) or _hinted(value)
    return True


def is_default_secret(name: str, target: str, value: str) -> bool:
    """Whether the literal default of an environment variable is a secret. `target`: what the code calls the result."""
    if not value.strip() or _TEMPLATE.search(value.strip()) or _PATH.search(value):
        return False
    if is_public(value) or _EXPRESSION.search(value) or any(is_name_of_thing(each, value) for each in (name, target)):
        return False
    if not is_secret_name(name) and not is_signing_name(target):
        return bool(known_format(value))
    # `user_unknown_pwd` says that nobody has given one.
    return value.lower() not in _NO_VALUE and value != _RABBITMQ and "unknown" not in words(value)


def is_sample(file: SourceFile, node: ast.AST) -> bool:
    """Whether the value is part of an example in a schema or of documentation."""
    for each in file.ancestors(node):
        if isinstance(each, ast.Dict):
            if _has_sample_key(file, each):
                return True
        elif isinstance(each, ast.keyword) and each.arg in ("example", "examples"):
            return True
        elif isinstance(each, ast.stmt):
            return False
    return False


@fact
def _has_sample_key(file: SourceFile, mapping: ast.Dict) -> bool:
    return any(isinstance(key, ast.Constant) and key.value in _SAMPLE_KEYS for key in mapping.keys)


def is_template(value: str) -> bool:
    """Whether the value is a form to be filled by a program: `{{ token }}`, `${TOKEN}`, `<token>`."""
    return _TEMPLATE.search(value.strip()) is not None


def known_format(value: str) -> str:
    """The usual setting's name for a credential that shows by its form what it is, else ''."""
    name = next((name for name, pattern in KNOWN_FORMATS if pattern.match(value)), "")
    # The first line of a key's file, which code writes or looks for, is none.
    return "" if name == "PRIVATE_KEY" and not _KEY_BODY.search(value) else name


def says_format(name: str, value: str) -> bool:
    """Whether the name of what holds a credential of a known form says that it holds one: a `header` does not."""
    said = {*words(known_format(value)), "secret", "password", "token", "key"} - {"id", "url"}
    return is_secret_name(name) or is_signing_name(name) or not said.isdisjoint(words(name))


def is_random(value: str) -> bool:
    """Whether nobody would write the value by hand: long, mixed, no words."""
    if len(value) < 16 or re.search(r"\s|://", value) or _PATH.search(value) or is_placeholder(value):
        return False
    if not re.search(r"\d", value) or not re.search(r"[A-Za-z]", value) or _SPELLED.fullmatch(value):
        return False
    counts = Counter(value)
    entropy = -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())
    return entropy > 3.0 and len(re.findall(r"\d", value)) >= 2


def is_strong(value: str) -> bool:
    """Whether a short value is a password rather than a word: at least two of letters, capitals, digits, marks."""
    kinds = (r"[a-z]", r"[A-Z]", r"\d", r"[^\w\s.:/-]")
    bare = value[:1].lower() + value[1:]
    return len(value) >= 6 and not re.search(r"\s", value) and sum(bool(re.search(each, bare)) for each in kinds) >= 2


def is_hard_to_guess(value: str) -> bool:
    """Whether the value is somebody's, wherever it stands: no word, of whatever use it is."""
    return bool(known_format(value)) or is_random(value) or (is_strong(value) and not is_placeholder(value))


def spellings(file: SourceFile, node: ast.AST) -> tuple[str, ...]:
    """The inner text of every string token in an expression, line by line: what a report must conceal."""
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(f"({file.source(node)}\n)").readline):
            if token.type == tokenize.STRING:
                inner = re.sub(r"^[A-Za-z]*('''|\"\"\"|'|\")|('''|\"\"\"|'|\")$", "", token.string)
                found += inner.splitlines()
    except (tokenize.TokenError, SyntaxError):
        return ()
    return tuple(each for each in found if each.strip())


def _plain(name: str) -> str:
    upper = "_".join(words(name)).upper()
    return _TAIL.sub("", upper) or upper


def _is_password(name: str) -> bool:
    return _plain(name).endswith(("PASSWORD", "PASSWD", "PASSPHRASE", "PWD", "SECRET", "PASS"))


def _is_made_up(name: str) -> bool:
    """Whether the name says that the value protects nothing: `test_otp_secret`, `DEV_PASSWORD`."""
    return words(name)[:1] in (["test"], ["fake"], ["dummy"], ["mock"], ["sample"], ["example"], ["dev"])


def _hinted(value: str) -> bool:
    return not _HINTS.isdisjoint(words(value))
