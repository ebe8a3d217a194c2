"""Calls and URIs that connect to a service: databases (`drivers`), caches, brokers, stores; calls that take a secret.

After the documentation of each client library, and the schemes of URIs that SQLAlchemy, redis-py and kombu read.
"""

from __future__ import annotations

import re

from codemods.libraries.drivers import CALLS as _DRIVERS
from codemods.libraries.drivers import SERVER, SQL, Connect

# The arguments of boto3's clients and resources.
_AWS = {
    "region_name": "DEFAULT_REGION", "endpoint_url": "ENDPOINT_URL", "aws_access_key_id": "ACCESS_KEY_ID",
    "aws_secret_access_key": "SECRET_ACCESS_KEY", "aws_session_token": "SESSION_TOKEN", "profile_name": "PROFILE",
}  # fmt: skip
_REDIS = Connect("REDIS", SERVER | {"db": "DB"}, ("HOST", "PORT", "DB", "PASSWORD"))
KAFKA = Connect("KAFKA", {"bootstrap_servers": "BOOTSTRAP_SERVERS", "sasl_plain_username": "USER",
                           "sasl_plain_password": "PASSWORD"})  # fmt: skip
_SENTINEL = Connect("REDIS", SERVER | {"sentinels": "SERVERS"}, ("SERVERS",))
_SEARCH = SERVER | {"hosts": "URL", "cloud_id": "CLOUD_ID", "basic_auth": "AUTH", "http_auth": "AUTH"}
_RABBITMQ = Connect("RABBITMQ", SERVER | {"login": "USER", "virtualhost": "VHOST"})
_S3 = Connect("AWS", _AWS)
# A URL, and who logs in beside it.
_REDIS_URL = Connect("REDIS", SERVER | {"url": "URL", "db": "DB"}, ("URL",))
_NATS = Connect("NATS", SERVER | {"servers": "URL", "token": "TOKEN"}, ("URL",))

_SERVICES: dict[str, Connect] = {
    "sqlalchemy.engine.URL.create": Connect("DB", SQL, ("", "USER", "PASSWORD", "HOST", "PORT", "NAME")),
    "sqlalchemy.engine.URL": Connect("DB", SQL, ("", "USER", "PASSWORD", "HOST", "PORT", "NAME")),
    "redis.Redis": _REDIS, "redis.StrictRedis": _REDIS, "redis.client.Redis": _REDIS, "redis.asyncio.Redis": _REDIS,
    "redis.ConnectionPool": Connect("REDIS", SERVER | {"db": "DB"}), "aioredis.Redis": _REDIS,
    "redis.BlockingConnectionPool": Connect("REDIS", SERVER | {"db": "DB"}),
    "redis.cluster.RedisCluster": _REDIS, "redis.RedisCluster": _REDIS, "rediscluster.RedisCluster": _REDIS,
    "redis.sentinel.Sentinel": _SENTINEL, "redis.Sentinel": _SENTINEL, "redis.asyncio.sentinel.Sentinel": _SENTINEL,
    "redis.asyncio.Sentinel": _SENTINEL,
    "redis.from_url": _REDIS_URL, "redis.Redis.from_url": _REDIS_URL, "redis.StrictRedis.from_url": _REDIS_URL,
    "redis.asyncio.from_url": _REDIS_URL, "redis.asyncio.Redis.from_url": _REDIS_URL, "aioredis.from_url": _REDIS_URL,
    "redis.ConnectionPool.from_url": _REDIS_URL, "nats.connect": _NATS, "nats.aio.client.Client.connect": _NATS,
    "nats.NATS.connect": _NATS,
    "pika.ConnectionParameters": Connect("RABBITMQ", SERVER | {"virtual_host": "VHOST"}, ("HOST", "PORT", "VHOST")),
    "pika.PlainCredentials": Connect("RABBITMQ", SERVER, ("USER", "PASSWORD")),
    "aio_pika.connect_robust": _RABBITMQ, "aio_pika.connect": _RABBITMQ, "aiormq.connect": Connect("RABBITMQ", SERVER),
    "pika.connection.ConnectionParameters": Connect("RABBITMQ", SERVER, ("HOST", "PORT")),
    "pika.credentials.PlainCredentials": Connect("RABBITMQ", SERVER, ("USER", "PASSWORD")),
    "elasticsearch.Elasticsearch": Connect("ELASTICSEARCH", _SEARCH, ("URL",)),
    "elasticsearch.AsyncElasticsearch": Connect("ELASTICSEARCH", _SEARCH, ("URL",)),
    "opensearchpy.OpenSearch": Connect("OPENSEARCH", _SEARCH, ("URL",)),
    "boto3.client": _S3, "boto3.resource": _S3, "boto3.Session": _S3, "boto3.session.Session": _S3,
    "boto3.session.Session.client": _S3, "boto3.Session.client": _S3, "boto3.Session.resource": _S3,
    "boto.connect_s3": Connect("AWS", _AWS, ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")),
    "boto.s3.connection.S3Connection": Connect("AWS", _AWS, ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")),
    "minio.Minio": Connect("MINIO", {"endpoint": "ENDPOINT", "access_key": "ACCESS_KEY", "secret_key": "SECRET_KEY"},
                           ("ENDPOINT", "ACCESS_KEY", "SECRET_KEY")),
    "kafka.KafkaProducer": KAFKA, "kafka.KafkaConsumer": KAFKA, "aiokafka.AIOKafkaProducer": KAFKA,
    "aiokafka.AIOKafkaConsumer": KAFKA, "kafka.KafkaAdminClient": KAFKA,
    "dramatiq.brokers.redis.RedisBroker": Connect("REDIS", SERVER), "huey.RedisHuey": Connect("REDIS", SERVER),
    "dramatiq.results.backends.redis.RedisBackend": Connect("REDIS", SERVER),
    "dramatiq.brokers.rabbitmq.RabbitmqBroker": Connect("RABBITMQ", SERVER),
    "memcache.Client": Connect("MEMCACHED", {"servers": "SERVER"}, ("SERVER",)),
    "pylibmc.Client": Connect("MEMCACHED", {"servers": "SERVER"}, ("SERVER",)),
    "pymemcache.client.base.Client": Connect("MEMCACHED", {"server": "SERVER"}, ("SERVER",)),
    "neo4j.GraphDatabase.driver": Connect("NEO4J", {"uri": "URL", "auth": "AUTH"}, ("URL",)),
    "influxdb.InfluxDBClient": Connect("INFLUXDB", SERVER | {"database": "NAME"},
                                        ("HOST", "PORT", "USER", "PASSWORD", "NAME")),
    "influxdb_client.InfluxDBClient": Connect("INFLUXDB", {"url": "URL", "token": "TOKEN", "org": "ORG"}),
    "cassandra.cluster.Cluster": Connect("CASSANDRA", {"contact_points": "HOST", "port": "PORT"}, ("HOST",)),
    "cassandra.auth.PlainTextAuthProvider": Connect("CASSANDRA", SERVER, ("USER", "PASSWORD")),
    "paramiko.SSHClient.connect": Connect("SSH", SERVER, ("HOST", "PORT", "USER", "PASSWORD")),
    "paramiko.client.SSHClient.connect": Connect("SSH", SERVER, ("HOST", "PORT", "USER", "PASSWORD")),
    "pysftp.Connection": Connect("SFTP", SERVER, ("HOST", "USER", "", "PASSWORD")),
    "ftplib.FTP": Connect("FTP", {"host": "HOST", "user": "USER", "passwd": "PASSWORD"}, ("HOST", "USER", "PASSWORD")),
    "ldap3.Server": Connect("LDAP", {"host": "HOST", "port": "PORT"}, ("HOST",)),
    "ldap3.Connection": Connect("LDAP", {"user": "USER", "password": "PASSWORD"}, ("", "USER", "PASSWORD")),
    "paho.mqtt.client.Client.connect": Connect("MQTT", {"host": "HOST", "port": "PORT"}, ("HOST", "PORT")),
    "paho.mqtt.client.Client.username_pw_set": Connect("MQTT", SERVER, ("USER", "PASSWORD")),
    "smtplib.SMTP": Connect("SMTP", SERVER, ("HOST", "PORT")),
    "smtplib.SMTP_SSL": Connect("SMTP", SERVER, ("HOST", "PORT")),
    "smtplib.SMTP.login": Connect("SMTP", {"user": "USER", "password": "PASSWORD"}, ("USER", "PASSWORD")),
    "smtplib.SMTP_SSL.login": Connect("SMTP", {"user": "USER", "password": "PASSWORD"}, ("USER", "PASSWORD")),
    "ftplib.FTP.login": Connect("FTP", {"user": "USER", "passwd": "PASSWORD"}, ("USER", "PASSWORD")),
    "imaplib.IMAP4_SSL": Connect("IMAP", {"host": "HOST", "port": "PORT"}, ("HOST", "PORT")),
    "imaplib.IMAP4_SSL.login": Connect("IMAP", SERVER, ("USER", "PASSWORD")),
    "requests.auth.HTTPBasicAuth": Connect("API", SERVER, ("USER", "PASSWORD")),
    "yagmail.SMTP": Connect("SMTP", {"user": "USER", "password": "PASSWORD", "host": "HOST"}, ("USER", "PASSWORD")),
}  # fmt: skip
_ALIASES = {
    "sqlalchemy.URL.create": "sqlalchemy.engine.URL.create",
    "sqlalchemy.engine.url.URL.create": "sqlalchemy.engine.URL.create",
    "sqlalchemy.engine.url.URL": "sqlalchemy.engine.URL",
    "boto3.session.Session.resource": "boto3.Session.resource",
    "requests.auth.HTTPDigestAuth": "requests.auth.HTTPBasicAuth",
}
# What the variables of a library's service begin with: nobody calls a broker's password after its client.
SERVICES = {name.partition(".")[0]: each.service for name, each in _SERVICES.items() if each.service != "API"} | {
    "smtplib": "SMTP", "aiosmtplib": "SMTP", "pymemcache": "MEMCACHED", "aiomcache": "MEMCACHED",
    "pylibmc": "MEMCACHED", "aiokafka": "KAFKA", "aiomqtt": "MQTT", "aiogram": "TELEGRAM", "telebot": "TELEGRAM",
    "telegram": "TELEGRAM",
}  # fmt: skip
CALLS = _DRIVERS | _SERVICES | {alias: _SERVICES[name] for alias, name in _ALIASES.items()}

# Schemes of databases that SQLAlchemy, Django and their drivers read.
_DATABASES = "postgres postgresql mysql mariadb oracle mssql cockroachdb db2 snowflake redshift firebird sqlite"

# The variable that people use for a URI of each scheme.
URI_VARIABLES = dict.fromkeys(_DATABASES.split(), "DATABASE_URL") | {
    "redis": "REDIS_URL", "rediss": "REDIS_URL", "unix": "REDIS_URL", "mongodb": "MONGO_URL", "amqp": "AMQP_URL",
    "amqps": "AMQP_URL", "pyamqp": "AMQP_URL", "ldap": "LDAP_URL", "ldaps": "LDAP_URL", "memcached": "MEMCACHED_URL",
    "bolt": "NEO4J_URL", "neo4j": "NEO4J_URL", "nats": "NATS_URL", "mqtt": "MQTT_URL", "sentinel": "REDIS_URL",
    "clickhouse": "CLICKHOUSE_URL", "cassandra": "CASSANDRA_URL", "influxdb": "INFLUXDB_URL", "sqs": "SQS_URL",
}  # fmt: skip

# The key under which librdkafka's clients take the addresses.
KAFKA_SERVERS = "bootstrap.servers"
KAFKA_KEYS = {KAFKA_SERVERS: "BOOTSTRAP_SERVERS", "sasl.username": "USER", "sasl.password": "PASSWORD"}

# The settings that are secrets, by the end of their names.
SECRETS = ("PASSWORD", "ACCESS_KEY", "SECRET_KEY", "ACCESS_KEY_ID", "SESSION_TOKEN", "TOKEN")

# What the variables of such a service begin with.
URI_PREFIXES = {
    "postgres": "POSTGRES", "postgresql": "POSTGRES", "mysql": "MYSQL", "mariadb": "MYSQL", "redis": "REDIS",
    "mongodb": "MONGO", "amqp": "RABBITMQ", "pyamqp": "RABBITMQ", "rediss": "REDIS", "amqps": "RABBITMQ",
    "ldap": "LDAP", "smtp": "SMTP",
}  # fmt: skip

# By what the method is of and what it is called: the position and the keyword of the bucket's name.
BUCKETS = tuple(
    (re.compile(owner), re.compile(method), position, keyword)
    for owner, method, position, keyword in (
        (r"boto3\.(Session\.|session\.Session\.)?client", r"upload_file(obj)?", 1, "Bucket"),
        (r"boto3\.(Session\.|session\.Session\.)?client", r"download_file(obj)?", 0, "Bucket"),
        (r"boto3\.(Session\.|session\.Session\.)?client", r"\w+", 99, "Bucket"),
        (r"boto3\.(Session\.|session\.Session\.)?resource", r"Bucket|Object|ObjectSummary", 0, "bucket_name"),
        (r"google\.cloud\.storage\.(client\.)?Client", r"(get_|create_|lookup_)?bucket", 0, "bucket_name"),
        (r"minio\.(api\.)?Minio", r"f?(put|get)_object|(stat|remove|copy|list)_objects?|presigned_\w+_object"
         r"|make_bucket|bucket_exists", 0, "bucket_name"),
        (r"azure\.storage\.blob\.(aio\.)?BlobServiceClient", r"get_(container|blob)_client", 0, "container"),
    )
)  # fmt: skip

# What signs sessions, or other cookies, by the key that it is given, itself or by what adds it to an application.
SIGNING = frozenset((
    "SessionMiddleware", "CSRFMiddleware", "EncryptedCookieStorage", "SignedCookieSessionFactory", "Application",
))  # fmt: skip

# By the qualified name of the call: which argument is the secret, and what it is called.
SECRET_CALLS = {
    "jwt.encode": (1, "key", "JWT_SECRET"),
    "jwt.decode": (1, "key", "JWT_SECRET"),
    "jose.jwt.encode": (1, "key", "JWT_SECRET"),
    "jose.jwt.decode": (1, "key", "JWT_SECRET"),
    "cryptography.fernet.Fernet": (0, "key", "FERNET_KEY"),
    "hmac.new": (0, "key", "HMAC_KEY"),
    "itsdangerous.Signer": (0, "secret_key", "SIGNING_SECRET"),
    "itsdangerous.TimestampSigner": (0, "secret_key", "SIGNING_SECRET"),
    "itsdangerous.Serializer": (0, "secret_key", "SIGNING_SECRET"),
    "itsdangerous.URLSafeSerializer": (0, "secret_key", "SIGNING_SECRET"),
    "itsdangerous.URLSafeTimedSerializer": (0, "secret_key", "SIGNING_SECRET"),
    "itsdangerous.TimedJSONWebSignatureSerializer": (0, "secret_key", "SIGNING_SECRET"),
    "linebot.LineBotApi": (0, "channel_access_token", "LINE_CHANNEL_ACCESS_TOKEN"),
    "linebot.WebhookHandler": (0, "channel_secret", "LINE_CHANNEL_SECRET"),
    "linebot.WebhookParser": (0, "channel_secret", "LINE_CHANNEL_SECRET"),
    "linebot.v3.WebhookHandler": (0, "channel_secret", "LINE_CHANNEL_SECRET"),
    "linebot.v3.messaging.Configuration": (1, "access_token", "LINE_CHANNEL_ACCESS_TOKEN"),
    "telebot.TeleBot": (0, "token", "TELEGRAM_TOKEN"),
    "telegram.Bot": (0, "token", "TELEGRAM_TOKEN"),
    "telegram.ext.Updater": (0, "token", "TELEGRAM_TOKEN"),
    "aiogram.Bot": (0, "token", "TELEGRAM_TOKEN"),
    "slack.WebClient": (0, "token", "SLACK_TOKEN"),
    "slack_sdk.WebClient": (0, "token", "SLACK_TOKEN"),
    "slackclient.SlackClient": (0, "token", "SLACK_TOKEN"),
    "discord.Client.run": (0, "token", "DISCORD_TOKEN"),
    "discord.ext.commands.Bot.run": (0, "token", "DISCORD_TOKEN"),
    "twilio.rest.Client": (1, "password", "TWILIO_AUTH_TOKEN"),
    "sendgrid.SendGridAPIClient": (0, "api_key", "SENDGRID_API_KEY"),
    "github.Github": (0, "login_or_token", "GITHUB_TOKEN"),
    "pyowm.OWM": (0, "api_key", "OWM_API_KEY"),
    "googlemaps.Client": (0, "key", "GOOGLE_MAPS_API_KEY"),
    "redis.Redis.auth": (0, "password", "REDIS_PASSWORD"),
    "tweepy.OAuthHandler": (1, "consumer_secret", "TWITTER_CONSUMER_SECRET"),
    "tweepy.OAuthHandler.set_access_token": (1, "secret", "TWITTER_ACCESS_TOKEN_SECRET"),
    "gspread.api_key": (0, "token", "GOOGLE_API_KEY"),
}

# What reCAPTCHA, hCaptcha, Turnstile and AWS publish for tests and examples: they open nothing.
TEST_KEYS = frozenset((
    "6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI", "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe",
    "10000000-ffff-ffff-ffff-000000000001", "20000000-ffff-ffff-ffff-000000000002",
    "30000000-ffff-ffff-ffff-000000000003", "0x0000000000000000000000000000000000000000",
    "1x00000000000000000000AA", "2x00000000000000000000AB", "1x00000000000000000000BB", "2x00000000000000000000BB",
    "3x00000000000000000000FF", "1x0000000000000000000000000000000AA", "2x0000000000000000000000000000000AA",
    "3x0000000000000000000000000000000AA", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
))  # fmt: skip

# Variables that boto3 reads by itself.
AWS_VARIABLES = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")

# What takes a user's name and then the password.
USER_FIRST = re.compile(
    r"(HTTP)?(Basic|Digest)Auth|PlainCredentials|login|basic_auth|authenticate|set_auth|auth$|PlainAuth"
)

# At which places a call that nobody here knows the library of takes a secret, by its last names.
SECRETS_AT = {
    "AUTH": (0,),
    "Connection": (2,),
    "FTP": (2,),
    "FTP_TLS": (2,),
    "Fernet": (0,),
    "Github": (0,),
    "InfluxDBClient": (3,),
    "Minio": (2,),
    "OAuth1": (1, 3),
    "OAuth1Session": (1, 3),
    "OAuthHandler": (1,),
    "PlainTextAuthProvider": (1,),
    "Redis": (3,),
    "SMBConnection": (1,),
    "SecretStr": (0,),
    "Serializer": (0,),
    "Signer": (0,),
    "StrictRedis": (3,),
    "TeleBot": (0,),
    "TimedJSONWebSignatureSerializer": (0,),
    "TimestampSigner": (0,),
    "TwilioClient": (1,),
    "URL": (2,),
    "URL.create": (2,),
    "URLSafeSerializer": (0,),
    "URLSafeTimedSerializer": (0,),
    "WebClient": (0,),
    "auth": (0,),
    "check_password": (0,),
    "check_password_hash": (1,),
    "ClientXMPP": (1,),
    "compare_digest": (0, 1),
    "connect": (1, 2, 3),
    "create_superuser": (2,),
    "create_user": (2,),
    "from_private_key": (1,),
    "from_private_key_file": (1,),
    "generate_password_hash": (0,),
    "hmac.new": (0,),
    "hvac.Client": (1,),
    "jwt.decode": (1,),
    "jwt.encode": (1,),
    "load_cert_chain": (2,),
    "load_key_and_certificates": (1,),
    "load_pem_private_key": (1,),
    "load_pkcs12": (1,),
    "make_password": (0,),
    "AES.new": (0,),
    "rest.Client": (1,),
    "set_access_token": (0, 1),
    "set_password": (0,),
    "simple_bind": (1,),
    "simple_bind_s": (1,),
}

# Calls that take a URI by position.
TAKES_URI = re.compile(
    r"(create_(async_)?engine|from_url|MongoClient|AsyncIOMotorClient|connect|create_pool|URLParameters|make_url|Celery|"
    r"Database|SQLAlchemyJobStore|ConnectionPool|Redis|StrictRedis|driver|register_database|init_db|SQLAlchemy|DAL|"
    r"connect_robust|Broker|RedisBroker|RabbitmqBroker|MongoEngine|Elasticsearch)$"
)

_BROKER = dict.fromkeys(("broker", "broker_url", "celery_broker_url"), "CELERY_BROKER_URL")

_BACKEND = dict.fromkeys(("backend", "result_backend", "celery_result_backend"), "CELERY_RESULT_BACKEND")

# What Celery's settings are called in the environment nearly everywhere.
CELERY_VARIABLES = _BROKER | _BACKEND

# What Flask-SQLAlchemy's setting is called in the environment nearly everywhere.
FLASK_VARIABLE = "SQLALCHEMY_DATABASE_URI"

# The keys of an application's configuration that extensions read an address from.
CONFIGURATION_KEYS = (FLASK_VARIABLE, "CELERY_BROKER_URL", "CELERY_RESULT_BACKEND", "CACHE_REDIS_URL", "MONGO_URI")
