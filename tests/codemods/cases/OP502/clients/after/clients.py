import os

import boto3
import redis
from elasticsearch import Elasticsearch

cache = redis.Redis(
    host=os.environ.get("REDIS_HOST", "redis"),
    port=int(os.environ.get("REDIS_PORT", "6379")),
    db=0,
    decode_responses=True,
)
search = Elasticsearch([os.environ.get("ELASTICSEARCH_URL", "http://elasticsearch:9200")])
old_search = Elasticsearch(
    [
        {
            "host": os.environ.get("ELASTICSEARCH_HOST", "old-elasticsearch"),
            "port": int(os.environ.get("ELASTICSEARCH_PORT", "9200")),
        }
    ]
)
s3 = boto3.client(
    "s3",
    region_name="eu-west-1",
    endpoint_url=os.environ.get("AWS_ENDPOINT_URL_S3", "http://minio:9000"),
)
sqs = boto3.resource(
    "sqs",
    region_name="eu-west-1",
    aws_access_key_id=os.environ.get("AWS_ACCESS_KEY_ID"),
    aws_secret_access_key=os.environ.get("AWS_SECRET_ACCESS_KEY"),
)
