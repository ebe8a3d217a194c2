import os

import boto3

WAIT = int(os.environ.get("SHOP_WAIT", "20"))
WORKERS = int(os.environ.get("SHOP_WORKERS", "4"))
PLACE = os.environ.get("SHOP_PLACE", "eu")
ORDERS_BUCKET = "orders-of-the-shop"


def orders():
    return boto3.client("s3").list_objects_v2(Bucket=ORDERS_BUCKET, MaxKeys=WORKERS * WAIT)
