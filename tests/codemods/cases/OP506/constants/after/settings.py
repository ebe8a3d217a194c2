"""Settings."""

import os

DB_HOST = os.environ.get("DB_HOST", "localhost")  # the database
DB_PORT = int(os.environ.get("DB_PORT", "5432"))
DB_NAME = os.environ.get("DB_NAME", "shop")
DB_USER: str = os.environ.get("DB_USER", "root")
IMAP4_PORT = int(os.environ.get("IMAP4_PORT", "1143"))

REDIS_HOST, REDIS_PORT = "cache", 6379
ELASTICSEARCH_HOST = os.environ.get("ELASTICSEARCH_HOST", "search.internal:9200")
UPLOAD_BUCKET = os.environ.get("UPLOAD_BUCKET", "shop-uploads")
AWS_REGION = "eu-central-1"
HOST = "0.0.0.0"
PORT = "8000"
PAGE_SIZE = 20
