AWS_REGION = "eu-west-1"
AWS_DEFAULT_REGION = "eu-west-1"
SERVER_NAME = "shop.example.com"
HOSTNAME = "shop.internal"
MYSQL_HOST = "db"
REDIS_SERVICE_HOST = "cache"
PORT = 8080
API_HOST = "api"
