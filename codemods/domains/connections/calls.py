"""Which calls open a connection to a service, and which settings their arguments are: a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Connect:
    """What a call that connects takes: the settings by keyword, and by position."""

    service: str
    keywords: dict[str, str]
    positions: tuple[str, ...] = ()


SQL = {
    "host": "HOST", "server": "HOST", "hostname": "HOST", "unix_socket": "SOCKET", "port": "PORT", "user": "USER",
    "username": "USER", "uid": "USER", "password": "PASSWORD", "passwd": "PASSWORD", "pwd": "PASSWORD",
    "database": "NAME", "db": "NAME", "dbname": "NAME", "account": "ACCOUNT", "warehouse": "WAREHOUSE",
    "dsn": "DSN", "service_name": "SERVICE", "conninfo": "DSN",
}  # fmt: skip
SERVER = {
    "host": "HOST",
    "hostname": "HOST",
    "port": "PORT",
    "username": "USER",
    "user": "USER",
    "password": "PASSWORD",
}
_MONGO = SERVER | {"authSource": "AUTH_SOURCE", "db": "NAME", "name": "NAME"}
_AWS = {
    "region_name": "DEFAULT_REGION", "endpoint_url": "ENDPOINT_URL", "aws_access_key_id": "ACCESS_KEY_ID",
    "aws_secret_access_key": "SECRET_ACCESS_KEY", "aws_session_token": "SESSION_TOKEN", "profile_name": "PROFILE",
}  # fmt: skip
_MYSQL = Connect("DB", SQL, ("HOST", "USER", "PASSWORD", "NAME", "PORT"))
_DSN = Connect("DB", SQL, ("DSN",))
_PEEWEE = Connect("DB", SQL, ("NAME",))
_REDIS = Connect("REDIS", SERVER | {"db": "DB"}, ("HOST", "PORT", "DB", "PASSWORD"))
_MONGODB = Connect("MONGO", _MONGO, ("HOST", "PORT"))
KAFKA = Connect("KAFKA", {"bootstrap_servers": "BOOTSTRAP_SERVERS", "sasl_plain_username": "USER",
                           "sasl_plain_password": "PASSWORD"})  # fmt: skip
_S3 = Connect("AWS", _AWS)

CALLS: dict[str, Connect] = {
    "psycopg2.connect": _DSN, "psycopg.connect": _DSN, "psycopg.Connection.connect": _DSN, "asyncpg.connect": _DSN,
    "asyncpg.create_pool": _DSN, "psycopg.AsyncConnection.connect": _DSN, "aiopg.create_pool": _DSN,
    "psycopg2.pool.SimpleConnectionPool": Connect("DB", SQL, ("", "", "DSN")),
    "psycopg2.pool.ThreadedConnectionPool": Connect("DB", SQL, ("", "", "DSN")),
    "psycopg_pool.ConnectionPool": _DSN, "pyodbc.connect": _DSN, "cx_Oracle.connect": _DSN, "oracledb.connect": _DSN,
    "pymysql.connect": _MYSQL, "pymysql.Connect": _MYSQL, "pymysql.connections.Connection": _MYSQL,
    "MySQLdb.connect": _MYSQL, "aiomysql.connect": _MYSQL, "aiomysql.create_pool": _MYSQL,
    "MySQLdb.connections.Connection": _MYSQL, "MySQLdb.Connect": _MYSQL, "mariadb.connect": Connect("DB", SQL),
    "mysql.connector.connect": Connect("DB", SQL), "mysql.connector.MySQLConnection": Connect("DB", SQL),
    "mysql.connector.pooling.MySQLConnectionPool": Connect("DB", SQL),
    "mysql.connector.connection.MySQLConnection": Connect("DB", SQL),
    "pymssql.connect": Connect("DB", SQL, ("HOST", "USER", "PASSWORD", "NAME")),
    "snowflake.connector.connect": Connect("SNOWFLAKE", SQL), "clickhouse_driver.Client": Connect("DB", SQL, ("HOST",)),
    "clickhouse_connect.get_client": Connect("DB", SQL), "ibm_db.connect": _DSN, "psycopg2.connect_async": _DSN,
    "sqlalchemy.engine.URL.create": Connect("DB", SQL, ("", "USER", "PASSWORD", "HOST", "PORT", "NAME")),
    "sqlalchemy.engine.URL": Connect("DB", SQL, ("", "USER", "PASSWORD", "HOST", "PORT", "NAME")),
    "peewee.MySQLDatabase": _PEEWEE, "peewee.PostgresqlDatabase": _PEEWEE, "peewee.PooledMySQLDatabase": _PEEWEE,
    "playhouse.pool.PooledMySQLDatabase": _PEEWEE, "playhouse.pool.PooledPostgresqlDatabase": _PEEWEE,
    "redis.Redis": _REDIS, "redis.StrictRedis": _REDIS, "redis.client.Redis": _REDIS, "redis.asyncio.Redis": _REDIS,
    "redis.ConnectionPool": Connect("REDIS", SERVER | {"db": "DB"}), "aioredis.Redis": _REDIS,
    "redis.BlockingConnectionPool": Connect("REDIS", SERVER | {"db": "DB"}),
    "redis.cluster.RedisCluster": _REDIS, "redis.RedisCluster": _REDIS, "rediscluster.RedisCluster": _REDIS,
    "pymongo.MongoClient": _MONGODB, "pymongo.mongo_client.MongoClient": _MONGODB,
    "motor.motor_asyncio.AsyncIOMotorClient": _MONGODB, "pymongo.Connection": _MONGODB,
    "flask_pymongo.MongoClient": _MONGODB,
    "mongoengine.connect": Connect("MONGO", _MONGO, ("NAME",)), "pymongo.AsyncMongoClient": _MONGODB,
    "pika.ConnectionParameters": Connect("RABBITMQ", SERVER | {"virtual_host": "VHOST"}, ("HOST", "PORT", "VHOST")),
    "pika.PlainCredentials": Connect("RABBITMQ", SERVER, ("USER", "PASSWORD")),
    "pika.connection.ConnectionParameters": Connect("RABBITMQ", SERVER, ("HOST", "PORT")),
    "pika.credentials.PlainCredentials": Connect("RABBITMQ", SERVER, ("USER", "PASSWORD")),
    "elasticsearch.Elasticsearch": Connect("ELASTICSEARCH", SERVER | {"hosts": "URL"}, ("URL",)),
    "elasticsearch.AsyncElasticsearch": Connect("ELASTICSEARCH", {"hosts": "URL", "cloud_id": "CLOUD_ID"}, ("URL",)),
    "opensearchpy.OpenSearch": Connect("OPENSEARCH", {"hosts": "URL"}, ("URL",)),
    "boto3.client": _S3, "boto3.resource": _S3, "boto3.Session": _S3, "boto3.session.Session": _S3,
    "boto3.session.Session.client": _S3, "boto3.Session.client": _S3, "boto3.Session.resource": _S3,
    "boto.connect_s3": Connect("AWS", _AWS, ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")),
    "boto.s3.connection.S3Connection": Connect("AWS", _AWS, ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")),
    "minio.Minio": Connect("MINIO", {"endpoint": "ENDPOINT", "access_key": "ACCESS_KEY", "secret_key": "SECRET_KEY"},
                           ("ENDPOINT", "ACCESS_KEY", "SECRET_KEY")),
    "kafka.KafkaProducer": KAFKA, "kafka.KafkaConsumer": KAFKA, "aiokafka.AIOKafkaProducer": KAFKA,
    "aiokafka.AIOKafkaConsumer": KAFKA, "kafka.KafkaAdminClient": KAFKA,
    "memcache.Client": Connect("MEMCACHED", {"servers": "SERVER"}, ("SERVER",)),
    "pylibmc.Client": Connect("MEMCACHED", {"servers": "SERVER"}, ("SERVER",)),
    "pymemcache.client.base.Client": Connect("MEMCACHED", {"server": "SERVER"}, ("SERVER",)),
    "neo4j.GraphDatabase.driver": Connect("NEO4J", {"uri": "URL", "auth": "AUTH"}, ("URL",)),
    "influxdb.InfluxDBClient": Connect("INFLUXDB", SERVER | {"database": "NAME"}, ("HOST", "PORT", "USER", "PASSWORD")),
    "influxdb_client.InfluxDBClient": Connect("INFLUXDB", {"url": "URL", "token": "TOKEN", "org": "ORG"}),
    "cassandra.cluster.Cluster": Connect("CASSANDRA", {"contact_points": "HOST", "port": "PORT"}, ("HOST",)),
    "cassandra.auth.PlainTextAuthProvider": Connect("CASSANDRA", SERVER, ("USER", "PASSWORD")),
    "paramiko.SSHClient.connect": Connect("SSH", SERVER, ("HOST", "PORT", "USER", "PASSWORD")),
    "paramiko.client.SSHClient.connect": Connect("SSH", SERVER, ("HOST", "PORT", "USER", "PASSWORD")),
    "pysftp.Connection": Connect("SFTP", SERVER, ("HOST", "USER", "", "PASSWORD")),
    "ftplib.FTP": Connect("FTP", {"host": "HOST", "user": "USER", "passwd": "PASSWORD"}, ("HOST", "USER", "PASSWORD")),
    "ldap3.Server": Connect("LDAP", {"host": "HOST", "port": "PORT"}, ("HOST",)),
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
CALLS |= {alias: CALLS[name] for alias, name in _ALIASES.items()}
