"""How settings are read: from the environment, by classes, from files of configuration.

After the documentation of python-decouple, django-environ, environs, Starlette, pydantic, configparser and Flask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Which library alone reads the entries of an application's configuration that are called so. Of any other entry an
# extension may be the reader.
READ_BY = {"ELASTIC_APM": "elasticapm", "OPBEAT": "opbeat"}

# What old guides give beside a SECRET_KEY, and no library asks for: Flask-WTF signs with other entries.
ASKED_BY_NONE = frozenset(("CSRF_SESSION_KEY",))

# Packages that ask an application for entries of its configuration, beside those that are called after a framework.
ASKING = re.compile(
    r"(?i)^(flask_|flaskext|quart_|sanic_|fastapi_|celery\b|authlib\b|eve\b|superset\b|invenio|connexion\b|apiflask\b|dash_"
    r"|sentry_sdk\b|raven\b|elasticapm\b|itsdangerous\b|sqlalchemy\b|ckan|airflow|flower\b|huey\b|rq\b)"
)

# What frameworks, and whoever has Flask's or Celery's configuration, ask for themselves.
FRAMEWORKS_OWN = re.compile(
    r"(HOST|PORT|DEBUG|ENV|TESTING|APPLICATION_ROOT|BROKER_URL|SQLALCHEMY_DATABASE_URI|CACHE_REDIS_URL|MONGO_URI)$"
    r"|(SERVER|SESSION|PREFERRED|CELERY|CACHE)_"
)

# Which entries they ask for, or what is imported of them does, where their own names do not say it.
ASKS_FOR = {
    name: re.compile(keys)
    for names, keys in (
        ("flask_redis.FlaskRedis", "REDIS_URL$"),
        ("flask_cache flask_caching", "CACHE_"),
        ("flask_limiter", "RATELIMIT_"),
        ("flask_uploads flask_reuploaded", "UPLOAD"),
        ("flask_login", "REMEMBER_|LOGIN_|USE_SESSION_"),
        ("flask_wtf", "WTF_|RECAPTCHA_"),
        ("flask_user", "USER_|MAIL_"),
        ("flask_security", "SECURITY_|MAIL_"),
        ("flask_s3", "AWS_|S3_|FLASKS3_"),
        ("flask_apscheduler", "SCHEDULER_|JOBS"),
        ("flask_rq flask_rq2 rq", "RQ_|REDIS_|QUEUE|SENTRY_"),
        ("flask_smorest apiflask", "API_|OPENAPI_|SERVERS|INFO|DESCRIPTION"),
        ("flask_restplus flask_restx", "REST|SWAGGER_|ERROR_"),
        ("authlib flask_oauthlib flask_dance", ".*_(URL|URI|ENDPOINT|ID|SECRET|METADATA)$"),
        ("sqlalchemy flask_sqlalchemy", "SQLALCHEMY_"),
        ("celery flask_celery flask_celeryext", "CELERY|BROKER_|RESULT_|CELERYD"),
        ("eve superset flask_appbuilder airflow ckan flaskext", ""),
    )
    for name in names.split()
}

# What tells an extension where its server is: no code of the service has to name these entries.
EXTENSIONS_OWN = re.compile(
    r"(?:SQLALCHEMY|CELERY|CACHE|SESSION|MAIL|MONGODB?|RATELIMIT|SECURITY|WTF|JWT|SWAGGER)_|BROKER_URL$|REDIS_URL$"
    r"|SECRET_KEY$"
)

# Entries that nothing but a library, and what is called after it, asks for.
ENTRIES_OF = {"celery": re.compile(r"CELERY_|CELERYD_|BROKER_(?:URL|TRANSPORT_OPTIONS|POOL_LIMIT|HEARTBEAT|USE_SSL)$")}

# python-decouple, django-environ, environs and the like: config("NAME"), env("NAME"), env.str("NAME", "default").
READERS = (
    "decouple.config", "decouple.Config", "decouple.AutoConfig", "environ.Env", "environ.FileAwareEnv", "environs.Env",
    "environs.FileAwareEnv", "environs.env", "starlette.config.Config",
)  # fmt: skip

# Those that are no class to be called first.
READER_OBJECTS = ("decouple.config", "environs.env")


@dataclass(frozen=True, slots=True)
class Form:
    """How a reader is asked. `methods`: a method for a kind, `env.bool("X")`, else `config("X", cast=bool)`; `named`:
    whether people give the default by its name, `by_name_only`: whether they have to; `expands`: whether `$` in a
    value stands for another variable.
    """

    methods: bool
    named: bool = True
    by_name_only: bool = False
    expands: bool = False


# By the package of the reader.
READER_FORMS = {
    "decouple": Form(methods=False),
    "environ": Form(methods=True, expands=True),
    "environs": Form(methods=True, named=False, expands=True),
    "starlette": Form(methods=False, by_name_only=True),
}

# Read a variable, fail where it is missing: what is left when the default goes.
FAILING = ("decouple.", "environ.", "environs.", "starlette.")

# What makes Django's entry for a database of a URL in the environment: calls, and methods of a reader.
DATABASE_URL_CALLS = ("dj_database_url.",)
DATABASE_URL_METHODS = ("db", "db_url", "dj_db_url", "database_url")

# What puts one over the settings that it is handed: `django_heroku.settings(locals())`.
DATABASE_URL_FILLERS = ("django_heroku.settings", "django_on_heroku.settings")

# What a file holds where a class of pydantic reads variables.
PYDANTIC_NEEDLE = b"ettings"

# What only keeps a text from being shown.
VEILS = frozenset((
    "pydantic.SecretStr", "pydantic.SecretBytes", "pydantic.types.SecretStr", "pydantic.types.SecretBytes",
    "pydantic.v1.SecretStr", "pydantic.v1.SecretBytes", "starlette.datastructures.Secret",
))  # fmt: skip

# The base of such a class.
PYDANTIC_BASES = ("pydantic_settings.BaseSettings", "pydantic.BaseSettings", "pydantic.v1.BaseSettings")

# The base of a class whose fields another one's may hold.
PYDANTIC_MODELS = ("pydantic.BaseModel", "pydantic.main.BaseModel", "pydantic.v1.BaseModel")

# Calls that describe a field of a class, each with the place of its default, and the keywords that make one.
FIELDS = {
    "dataclasses.field": None, "pydantic.Field": 0, "pydantic.fields.Field": 0, "pydantic.v1.Field": 0,
    "sqlmodel.Field": 0, "attr.ib": 0, "attr.attrib": 0, "attr.field": None, "attrs.field": None,
    "msgspec.field": None,
}  # fmt: skip
FIELD_FACTORIES = ("default_factory", "factory")

# What else makes each field of a class a variable of the environment: a metaclass, a decorator.
GIVEN_METACLASSES = ("flask_env.MetaFlaskEnv",)
GIVEN_DECORATORS = ("environ.config", "envclasses.envclass", "typed_settings.settings")

# The arguments of a field that name its variable.
PYDANTIC_ALIASES = ("validation_alias", "alias", "env")

# Bases of classes that read their fields from the environment, or that configure something else.
OTHER_BASES = re.compile(
    r"(^|\.)(pydantic\w*\.|BaseSettings|BaseModel|AppConfig|Enum|StrEnum|NamedTuple|TypedDict|Protocol)"
)

# Methods of a ConfigParser that give a value, and of which kind.
PARSER_KINDS = {"get": "text", "getint": "int", "getfloat": "float", "getboolean": "boolean"}

# Methods of one that read files, or only ask what there is.
PARSER_READS = ("read", "read_file", "readfp", "read_string", "has_section", "has_option", "optionxform")

# Those that read a file of settings, by all names of the class.
PARSERS = tuple(
    f"{module}.{parser}.{method}"
    for module in ("configparser", "ConfigParser", "six.moves.configparser", "backports.configparser")
    for parser in ("ConfigParser", "RawConfigParser", "SafeConfigParser")
    for method in ("read", "read_file", "readfp")
)

# What reads a document of JSON, YAML or TOML.
DATA_LOADS = (
    "json.load", "json.loads", "simplejson.load", "ujson.load", "commentjson.load", "yaml.load", "yaml.safe_load",
    "yaml.full_load", "toml.load", "toml.loads", "tomllib.load", "tomllib.loads", "tomli.load", "tomli.loads",
    "ruamel.yaml.safe_load", "ruamel.yaml.YAML.load",
)  # fmt: skip

# Methods of a configuration of Flask, Quart or Sanic that read one file.
FILE_LOADERS = ("from_pyfile", "from_json", "from_file", "from_yaml")

# Methods of a configuration that take a file, or variables whose names nobody can know.
LOADERS = frozenset((
    "from_pyfile", "from_envvar", "from_prefixed_env", "from_file", "from_json", "from_toml", "from_yaml", "load_file",
    "load_yaml", "load_config",
))  # fmt: skip

# Methods that put a mapping into a configuration.
FILLS = frozenset(("update", "from_mapping"))

# The same, of an object that is called a configuration.
FILLS_CONFIG = FILLS | {"from_dict"}

# Methods of Flask's configuration that take a module's upper-case names, or a file's.
TAKERS = ("from_object", "from_pyfile")

# Celery's with them.
TAKERS_OF_ANY = frozenset((*TAKERS, "config_from_object"))

# That a file has Flask's.
TAKEN = re.compile(rb"\b(%s)\b" % "|".join(TAKERS).encode())

# What loads a file `.env`, by the names of python-dotenv, django-dotenv and environs.
_DOTENV = "load_dotenv|read_dotenv|read_env"
# No file of another name: `load_dotenv(".env.local")` says nothing of `.env`.
_OWN_NAME = r"(?!\s*(?:\w+\s*=\s*)?[rRbBuU]?[\"'](?!(?:[^\"'\n]*/)?\.env[\"'])[^\"'\n]+[\"'])"
DOTENV_LOADS = re.compile(rf"^[^#\n]*\b((?:{_DOTENV})\s*\(){_OWN_NAME}".encode(), re.MULTILINE)
# What looks for one without naming it, from the folder of the code or above.
DOTENV_FINDS = re.compile(
    rf"^[^#\n]*\b(?:(?:{_DOTENV}|find_dotenv|dotenv_values)\s*\({_OWN_NAME}"
    r"|(?:from|import)[ \t]+(?:decouple|dynaconf)\b|from[ \t]+dotenv[ \t]+import\b[^\n]*\bas\b)"
    r"|\bflask[ \t]+run\b".encode(),
    re.MULTILINE,
)

# What gives all that a file of variables says, as a dictionary.
VALUES_OF_FILE = frozenset(("dotenv.dotenv_values", "dotenv.main.dotenv_values"))


@dataclass(frozen=True, slots=True)
class Loader:
    """What puts the variables of the environment over the keys of a configuration. `over`: those of the application,
    of the module that the call stands in, or of the files that it names.
    """

    call: str
    over: str = "application"


ENVIRONMENT_LOADERS = (
    Loader("dmutils.init_app"),
    Loader("dmutils.config.init_app"),
    Loader("dmutils.flask_init.init_app"),
    Loader("invenio_config.create_config_loader"),
    Loader("invenio_config.create_conf_loader"),
    Loader("invenio_config.utils.create_config_loader"),
    Loader("invenio_config.InvenioConfigEnvironment"),
    Loader("invenio_config.env.InvenioConfigEnvironment"),
    Loader("flask_appconfig.AppConfig"),
    Loader("flask_appconfig.HerokuConfig"),
    Loader("dynaconf.FlaskDynaconf"),
    Loader("dynaconf.contrib.FlaskDynaconf"),
    Loader("dynaconf.DjangoDynaconf", over="module"),
    Loader("dynaconf.Dynaconf", over="files"),
    Loader("dynaconf.LazySettings", over="files"),
)

# What a distribution says of modules whose values a library of that name takes as defaults: as an entry point,
# `invenio_config.module`, of `shop = shop.config`.
LOADED_ENTRY_POINTS = ("invenio_config.module",)
