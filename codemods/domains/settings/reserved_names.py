"""Variables that a platform, a shell, a library or a service link sets with a meaning of its own: tables."""

from __future__ import annotations

import re

_SHELL = (
    "PATH HOME USER USERNAME LOGNAME HOSTNAME HOSTTYPE OSTYPE MACHTYPE SHELL SHLVL PWD OLDPWD TERM LANG LANGUAGE TZ "
    "EDITOR VISUAL PAGER DISPLAY COLUMNS LINES UID EUID GID GROUPS MAIL MAILPATH MAILCHECK TMPDIR TEMP TMP IFS PS1 "
    "RANDOM SECONDS BROWSER COMPUTERNAME USERDOMAIN USERPROFILE APPDATA PROMPT"
)
_PLATFORMS = (
    "AWS_REGION AWS_DEFAULT_REGION AWS_EXECUTION_ENV AWS_PROFILE AWS_DEFAULT_PROFILE DYNO SOURCE_VERSION "
    "GOOGLE_CLOUD_PROJECT GCLOUD_PROJECT GCP_PROJECT CLOUDSDK_CORE_PROJECT K_SERVICE K_REVISION K_CONFIGURATION "
    "FUNCTION_TARGET WEBSITE_HOSTNAME WEBSITE_SITE_NAME INVOCATION_ID JOURNAL_STREAM NOTIFY_SOCKET CONTAINER CI"
)
_PROGRAMS = (
    "NODE_ENV FLASK_ENV FLASK_APP SERVER_NAME SERVER_SOFTWARE SERVER_PORT SERVER_ADDR HTTP_HOST "
    "REMOTE_ADDR REMOTE_HOST REMOTE_USER DOCKER_HOST JAVA_HOME HTTP_PROXY HTTPS_PROXY FTP_PROXY ALL_PROXY "
    "NO_PROXY WEB_CONCURRENCY VIRTUAL_ENV MYSQL_HOST MYSQL_TCP_PORT MYSQL_UNIX_PORT MYSQL_PWD"
)
_NAMES = frozenset(f"{_SHELL} {_PLATFORMS} {_PROGRAMS}".split())
# Agents that watch (OpenTelemetry, Datadog, New Relic, Elastic), libpq, gunicorn, uvicorn, Celery, Lambda and ECS,
# Kubernetes, systemd, ssh, CGI, Python and pip read or set these themselves.
_FAMILIES = re.compile(
    r"PG[A-Z]+$|(GUNICORN|CELERYD|KUBERNETES|AWS_LAMBDA|ECS_CONTAINER|SUDO|XDG|LC|PIP|CONDA|HEROKU|RAILWAY|RENDER|FLY|GAE"
    r"|OTEL|DD|NEW_RELIC|ELASTIC_APM|UVICORN|HYPERCORN|FLASK_RUN|NOMAD|CONSUL_HTTP|VCAP|VERCEL)_\w+$|PYTHON\w+$|LISTEN_(PID|FDS|FDNAMES)$|SSH_(CLIENT|CONNECTION|TTY|AUTH_SOCK|AGENT_PID|ASKPASS)$|"
    r"(GITHUB|CI)_(ACTIONS|ACTOR|API_URL|JOB|REF|REF_NAME|REPOSITORY|SERVER_URL|SERVER_HOST|SHA|TOKEN|WORKSPACE)$"
)
# Kubernetes sets these for every service of a namespace, Docker for a link: REDIS_PORT=tcp://10.0.0.1:6379.
_LINKED = re.compile(r"\w+_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP)(_PORT|_PROTO|_ADDR)?)$")
_PORT = re.compile(r"(\w+)_PORT$")
# What Heroku, Dokku and Fly set as soon as a database of theirs is attached, whether the code reads it or not.
_ATTACHED = frozenset(("DATABASE_URL", "REDIS_URL", "MONGO_URL", "MONGODB_URI", "RABBITMQ_URL", "CLOUDAMQP_URL"))
PLATFORM_FILES = ("Procfile", "app.json", "heroku.yml", "fly.toml")
# These say nothing of what they are for; one service may have many such values.
_GENERAL = frozenset(
    (
        "API_URL", "BASE_URL", "SERVER_URL", "SERVICE_URL", "ENDPOINT", "ENDPOINT_URL",
        "DEFAULT_ENDPOINT", "URL", "URI", "TOKEN_URL", "HOST", "SERVER", "SERVER_HOST", "ADDRESS", "PORT", "DATABASE",
        "DB", "BUCKET", "BUCKET_NAME", "USERNAME", "LOGIN", "TOKEN", "KEY", "SECRET", "PASSWORD", "PASSWD", "PASS",
        "API_KEY", "API_HOST", "BASE_HOST", "CLIENT", "CONN", "CONNECTION", "NAME", "VERSION", "DEBUG", "ENV",
        "ENVIRONMENT", "REGION", "BASE", "ROOT", "TARGET", "API", "ORIGIN", "REMOTE", "UPSTREAM", "BACKEND",
        # The address in one environment beside those of others.
        "TEST", "TESTING", "DEV", "DEVELOPMENT", "LOCAL", "STAGE", "STAGING", "SANDBOX", "DEMO", "PROD", "PRODUCTION",
        "LIVE", "DEFAULT", "MAIN", "INTERNAL", "EXTERNAL", "PUBLIC", "PRIVATE",
    )
)  # fmt: skip
# Pages and steps that any site has, and what an address is called besides: of these LOGIN_PAGE_URL is made.
_PAGES = frozenset(
    (
        "index", "login", "logout", "signin", "signout", "signup", "home", "detail", "details", "result", "results",
        "download", "upload", "capture", "captcha", "list", "start", "target", "full", "final", "request", "response",
        "post", "get", "put", "fetch", "send", "redirect", "next", "prev", "previous", "first", "second", "other",
        "remote", "external", "internal", "web", "http", "https", "my", "new", "old", "main", "base", "root", "raw",
        "temp", "tmp", "default", "some", "test",
    )
)  # fmt: skip
_ADDRESSES = frozenset(("url", "uri", "endpoint", "link", "address", "addr", "page", "site", "website"))
# Where the service listens; what tells where another one is must not take these names.
LISTENS = frozenset(("HOST", "PORT"))


def reserved(name: str) -> bool:
    """Whether something else than this service's owner gives the variable a meaning."""
    return name in _NAMES or _FAMILIES.match(name) is not None or _LINKED.match(name) is not None


def linked_service(name: str) -> str:
    """The service whose link would set the variable: `redis` for REDIS_PORT; '' where none does."""
    match = _PORT.match(name)
    return match[1].lower().replace("_", "-") if match else ""


def is_attached(name: str) -> bool:
    """Whether a platform that attaches databases gives the variable by itself."""
    return name in _ATTACHED


def says_too_little(name: str) -> bool:
    """Whether the name is one that many settings of a service could have."""
    return name in _GENERAL


def names_a_page(name: str) -> bool:
    """Whether the name says only which page or step of a site an address is: LOGIN_PAGE_URL, and not whose site."""
    parts = set(name.lower().split("_"))
    return not parts.isdisjoint(_ADDRESSES) and parts <= _PAGES | _ADDRESSES
