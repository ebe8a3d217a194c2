import boto3
import redis
from elasticsearch import Elasticsearch

cache = redis.Redis(host="redis", port=6379, db=0, decode_responses=True)
search = Elasticsearch(["http://elasticsearch:9200"])
old_search = Elasticsearch([{"host": "old-elasticsearch", "port": 9200}])
s3 = boto3.client("s3", region_name="eu-west-1", endpoint_url="http://minio:9000")
sqs = boto3.resource(
    "sqs",
    region_name="eu-west-1",
    aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
    aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
)
