import boto3

import config
from config import AWS_SECRET_ACCESS_KEY

s3 = boto3.client("s3", aws_access_key_id=config.AWS_ACCESS_KEY_ID, aws_secret_access_key=AWS_SECRET_ACCESS_KEY)
