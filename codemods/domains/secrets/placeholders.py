"""Values under a secret's name that are none: what asks to be replaced, the name of a thing, a hash, a public key."""

from __future__ import annotations

import ast
import re

from codemods.libraries.connections import TEST_KEYS
from codemods.model.targets import words
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact

_ASKING = frozenset((
    "your", "yours", "change", "changed", "changeme", "changethis", "changeit", "insert", "replace", "replaceme",
    "replacethis", "enter", "put", "todo", "fixme", "tbd", "fill", "placeholder", "dummy", "mock", "redacted",
    "override", "hidden", "unset", "undefined", "notset",
))  # fmt: skip
# A key of these words alone is known to everybody, and is there so that the program starts.
_WEAK = frozenset((
    "secret", "secrets", "secretkey", "supersecret", "supersecretkey", "topsecret", "dev", "devel", "development",
    "debug", "key", "app", "flask", "django", "fastapi", "jwt", "session", "random", "string", "default", "super",
    "very", "really", "my", "mysecret", "mysecretkey", "a", "the", "this", "is", "not", "so", "safe", "unsafe",
    "insecure", "only", "for", "local", "test", "testing", "tests", "demo", "foo", "bar", "baz", "foobar",
    "password", "token", "some", "something", "use", "in", "production", "temp", "temporary", "qwerty", "top",
))  # fmt: skip
_ASKS = re.compile(
    r"here$|xxxx|^x{3,}$|\*\*\*|\.\.\.|…|\bmake this\b|\bset (this|me)\b|^<[^<>]*>$|^\[[\w -]+\]$|^__\w+__$|"
    r"^(change|replace|your|todo)|^sk-[a-z]+(-[a-z]+)*$|^fake$|^(?:empty|no-key|not-needed)(?:-\w+)*$|"
    r"^not[\s-](?:(?:a|the)[\s-])?real\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"MY_[A-Z_]+")
# What nobody can turn back into the password: bcrypt, argon2, crypt, Werkzeug's, Django's and LDAP's hashes.
_HASH = re.compile(
    r"^(\$(2[abxy]?|1|5|6|y|argon2\w*|apr1|scrypt|pbkdf2[\w-]*)\$|(pbkdf2|scrypt|argon2|bcrypt|sha1|sha256|md5)"
    r"(_sha\d+)?[:$]\S+\$|\{(SSHA|SHA|MD5|CRYPT)\d*\})"
)
_PUBLIC_KEY = re.compile(
    r"^\s*(-----BEGIN (RSA |EC )?(PUBLIC KEY|CERTIFICATE)|ssh-(rsa|ed25519|dss) |ecdsa-)|^pk_(live|test)_"
)
# What a program that writes the file puts a value in place of.
_FORM = re.compile(r"\s*(?:(?:\{\{(?:(?!\}\}).)*\}\}\s*)+|\$\{[^{}]*\}|<[^<>]*>|%[^%\s]+%)\s*")
_CAPITALS = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
_KEBAB = re.compile(r"[a-z][a-z0-9]*([-._:][a-z0-9]+)+")
_IDENTIFIER = re.compile(r"_*[a-z]+([_.:/][a-z]+)*_*")
_KINDS = frozenset(("password", "passwd", "pass", "pwd", "secret", "token", "key"))
_USERS = frozenset(("user", "username", "usr", "login", "db_user", "dbuser", "my_user", "myuser"))
_PASSWORDS = frozenset(("pass", "password", "passwd", "pwd", "db_password", "dbpass", "my_password", "mypassword"))
_HERE = frozenset(("localhost", "127.0.0.1"))
_STOCK = frozenset(("postgres", "password", "guest", "root"))
_SYSTEMS = frozenset((
    "smtp", "mail", "email", "db", "database", "postgres", "mysql", "mongo", "redis", "rabbitmq", "amqp", "broker",
    "cache", "queue", "user", "admin", "root", "api", "app", "auth", "service", "my", "default", "the",
))  # fmt: skip
_ANY = frozenset(("some", "any", "a", "an", "the", "my", "our", "fake", "example", "sample"))
_LEET = str.maketrans("@4031!5$7", "aaoeiisst")
_FOR_PASSWORDS = re.compile(
    r"(?:(?:my|super|top|very|the|a|db|root|admin|user|redis|postgres|mysql|mongo)[\W_]*)*"
    r"(?:(?:pass(?:word|wd|wort|phrase)?|pwd|secret|token|key)[\W_]*)+"
)
# What is given to an account when it is made, and is changed by whoever gets it: `admin123`, `user_1!`.
_FIRST = re.compile(
    r"(?i)(?:(?:super|new|my)[\W_]?)?(?:admin|administrator|user|manager|guest|root|operator|staff|owner|customer|member"
    r"|student|teacher|moderator|editor|author)s?[\W_]?(?:pass(?:word)?)?[\W_]?\d{0,4}[!@#$.]?"
)
_SYNTAX = re.compile(
    r"\s#.*(?:://\S*[\[<{]|://\w+:\w*pass\w*@|<[\w -]*(?:password|secret|token|key)[\w -]*>)", re.IGNORECASE
)
# Under such a key a session, a cache or a store keeps something: `CAPTCHA_SESSION_KEY = "captcha_image"`.
_STORE_KEY = re.compile(r"(^|_)(SESSION|CACHE|COOKIE|STORE|STORAGE)_KEY$")
_RESOURCE = frozenset((
    "k8s", "kubernetes", "kube", "vault", "kv", "keyvault", "ssm", "arn", "resource", "ref", "manager", "mount",
))  # fmt: skip
# What lies in an object that a platform calls a secret: DB_PASSWORD_SECRET names it.
_KEPT = frozenset(("password", "key", "credential", "credentials", "cert", "certificate", "tls"))
# What a key of a store begins with: `session_token:`, and how many of them make it so.
_PREFIX = re.compile(r"[A-Za-z]+(?:[_.:/-][A-Za-z]+)*[:/_-]")
_SEVERAL = 3
_NUMBER_OF_HOST = re.compile(r"(?<![\w.-])(\d{1,4})\.(?=[A-Za-z][\w-]*\.[A-Za-z])")
# `secret/data/shop/prod`, `kv/shop#password`, `projects/shop/secrets/db/versions/latest`.
_VAULT_PATH = re.compile(
    r"(?:vault:)?/?(?:secrets?|kv|kv-v2|kv2|cubbyhole|ssm|parameter|projects)(?:/[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*)+"
    r"(?:[#:][\w-]+)?/?"
)
_PUBLISHED = re.compile(r"(?:^|_)(?:SITE_?KEY|PUBLISHABLE(?:_API)?_(?:KEY|TOKEN)|PUBLIC(?:_API)?_(?:KEY|TOKEN))$")
# `X-Auth-Token`, by which a client brings its own.
HEADER = re.compile(r"[Xx](?:-[A-Za-z]+)+")
_REFERENCE = re.compile(
    r"^(alias/|arn:|projects/|vault:|secretsmanager:|ssm:|sm://|op://|aws-sm:|ref\+\w+:|@Microsoft\.KeyVault\("
    r"|\w*(?:vault|secrets?-?manager)\w*://)"
)


def is_placeholder(value: str) -> bool:
    """Whether the value asks to be replaced by a real one."""
    plain = value.strip()
    if _MINE.fullmatch(plain) or _ASKS.search(plain.replace("_", " ")) or _ASKS.search(plain):
        return True
    parts = {each.lower() for each in re.split(r"[\W_]+", plain)}
    # A random string spells short words by chance.
    chance = 3 if len(re.findall(r"\d", plain)) > 1 else 0
    named = {each for each in words(plain) if len(each) > chance}
    return not _ASKING.isdisjoint(parts | named)


def is_form(value: str) -> bool:
    """Whether a value is nothing but what a program fills in: `{{ secret(16) }}`, `${TOKEN}`, `<token>`, `%TOKEN%`."""
    return _FORM.fullmatch(value) is not None


def is_weak(value: str) -> bool:
    """Whether a key is a phrase that keeps its place until somebody makes one: `dev`, `super secret key`, `123456`."""
    parts = [each.lower() for each in re.split(r"[\W_\d]+", value) if each]
    named = [each for each in words(value) if not each.isdecimal()]
    return all(each in _WEAK for each in parts) or all(each in _WEAK for each in named)


def stands_for_host_too(file: SourceFile, value: str) -> bool:
    """Whether a short number is also the first part of a host's name: `123`, beside `123.europe.cloud.net`.

    What is different for each installation was filled in everywhere with the same digits.
    """
    return value.isdecimal() and value in _numbers_of_hosts(file)


@fact
def _numbers_of_hosts(file: SourceFile) -> frozenset[str]:
    return frozenset(_NUMBER_OF_HOST.findall(file.text))


def is_form_of_account(user: str, password: str) -> bool:
    """Whether both parts of a URL's account only say what belongs there: `mysql://user:pass@localhost/shop`."""
    return user.lower() in _USERS and password.lower() in _PASSWORDS


def is_stock(value: str) -> bool:
    """Whether a password is the one that servers, or their images, come with: `postgres`, `guest`."""
    return value.lower() in _STOCK or value.lower() == "admin"


def is_stock_of_machine(user: str, password: str, host: str) -> bool:
    """Whether it is the account that everybody makes on their own machine: `postgres:postgres@localhost`."""
    return host.partition(":")[0] in _HERE and password in (user, *_STOCK)


def is_own_name(name: str, value: str) -> bool:
    """Whether the value says no more than what the setting is called: `STRIPE_API_KEY = "stripe-api-key"`, or some
    such: `SomeStripeKey`, `STRIPE_API_KEY_VAL`.
    """
    if _CAPITALS.fullmatch(value) and len(words(name)) > 1 and set(words(name)) <= set(words(value)):
        return True
    said = [each for each in words(value) if each not in _ANY]
    return len(said) > 1 and set(said) <= set(words(name)) and not _KINDS.isdisjoint(said)


def is_leet(value: str) -> bool:
    """Whether the value is a word for passwords, with marks and digits for its letters: `p@ssw0rd`, `S3cr3t!`."""
    plain = value.lower().rstrip("0123456789!")
    spelled = (value.lower().translate(_LEET), plain.translate(_LEET))
    return not value.isalpha() and any(_FOR_PASSWORDS.fullmatch(each) for each in spelled)


def is_first(value: str) -> bool:
    """Whether a password is what everybody gives an account that a script makes: its name, and a short number."""
    return _FIRST.fullmatch(value) is not None


def keeps_place(name: str, value: str) -> bool:
    """Whether the value of a setting is no secret of anybody, whatever says so."""
    return is_placeholder(value) or is_own_name(name, value) or is_leet(value)


def shows_syntax(line: str) -> bool:
    """Whether the comment behind a value shows how one is written: `# or redis://[:password@]host:port`."""
    return _SYNTAX.search(line) is not None


def describes_itself(name: str, value: str) -> bool:
    """Whether a default only says what belongs there: `getenv("EMAIL_HOST_PASSWORD", "smtp_password")`."""
    said, called = words(value), words(name)
    if len(said) < 2 or _KEBAB.fullmatch(value) is None or said[-1] not in _KINDS or called[-1:] != said[-1:]:
        return False
    return set(said[:-1]) <= {*called, *_SYSTEMS, *_KINDS}


def is_public(value: str) -> bool:
    """Whether the value may be known to everybody: a password's hash, a public key, a certificate, a key for tests."""
    return value.strip() in TEST_KEYS or _HASH.search(value) is not None or _PUBLIC_KEY.search(value) is not None


def is_name_of_thing(name: str, value: str) -> bool:
    """Whether the value is what the secret is called where it lies (a key of a session, a Kubernetes secret, an ARN, a
    path in a vault) or comes in (a header), or the name says that everybody may know it: a page shows the key of its
    captcha.
    """
    if (
        HEADER.fullmatch(value)
        or _REFERENCE.search(value)
        or _VAULT_PATH.fullmatch(value)
        or _PUBLISHED.search("_".join(words(name)).upper())
    ):
        return True
    said, called = words(value), words(name)
    if _STORE_KEY.search("_".join(called).upper()):
        return _IDENTIFIER.fullmatch(value) is not None and "secret" not in said
    if not called or called[-1] not in ("secret", "secrets", "credential", "credentials"):
        return False
    if _KEBAB.fullmatch(value) is None:
        return False
    kept = len(called) > 2 and (called[-2] in _KEPT or said[-2:] == called[-2:])
    return kept or not _RESOURCE.isdisjoint(called)


def is_prefix(file: SourceFile, name: str, value: str) -> bool:
    """Whether the value is one of several constants with which keys of a store begin: `TOKEN_KEY = "token:"`."""
    if _PREFIX.fullmatch(value) is None or words(name)[-1:] not in (["key"], ["keys"], ["token"], ["tokens"]):
        return False
    alike = [
        each for each in file.nodes(ast.Assign)
        if isinstance(each.value, ast.Constant)
        and isinstance(each.value.value, str)
        and _PREFIX.fullmatch(each.value.value)
        and each.value.value[-1] == value[-1]
    ]  # fmt: skip
    return len(alike) >= _SEVERAL


def is_mapping_key(file: SourceFile, name: str) -> bool:
    """Whether the file looks something up by the name: `payload[USER_JWT_KEY]`, `{USER_JWT_KEY: …}`, `data.get(…)`."""

    def named(node: ast.AST | None) -> bool:
        last = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        return last == name

    return (
        any(named(each.slice) for each in file.nodes(ast.Subscript))
        or any(named(key) for each in file.nodes(ast.Dict) for key in each.keys)
        or any(
            isinstance(each.func, ast.Attribute) and each.func.attr in ("get", "pop", "setdefault")
            and any(named(argument) for argument in each.args[:1])
            for each in file.nodes(ast.Call)
        )
    )  # fmt: skip
