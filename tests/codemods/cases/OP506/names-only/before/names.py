CONF_HOST = "host"
ATTR_PORT = "port"
X_FORWARDED_HOST = "X-Forwarded-Host"
ENV_DB_HOST = "DB_HOST"
DB_HOST_VARIABLE = "DB_HOST"
HOST_HEADER = "Host"
MAIL_SERVER_ERROR = "the mail server does not answer"
HTTP_PORT = 80
SUPPORT = 1
REPORT = "report"
SERVER_NAME = "The shop's server"
DB_HOST = None
DB_PORT = ""
REDIS_PORT = 0
host = "somewhere"
user = "root"
PORT = {"web": 80}
# DB_USER = "root"
MESSAGE = "set DB_HOST = 'localhost' first"


def connect(host="localhost", port=5432):
    return host, port
DATABASE_NAME = "shop.sqlite3"
