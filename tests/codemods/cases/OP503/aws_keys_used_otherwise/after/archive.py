import boto3

import config

s3 = boto3.client("s3", aws_access_key_id=config.AWS_ACCESS_KEY_ID, aws_session_token=config.AWS_SESSION_TOKEN)
mount = f"s3fs -o passwd={config.AWS_ACCESS_KEY_ID}:{config.AWS_SECRET_ACCESS_KEY} books /mnt"
token = getattr(config, "AWS_SESSION_TOKEN")
