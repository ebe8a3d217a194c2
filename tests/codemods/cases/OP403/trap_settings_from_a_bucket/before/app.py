import configparser
import os

import boto3
from flask import Flask

BUCKET = os.environ["SECRETS_BUCKET"]
CONFIG_FILE = "shop.ini"
client = boto3.client("s3")
parser = configparser.ConfigParser()
parser.read_string(client.get_object(Bucket=BUCKET, Key=CONFIG_FILE)["Body"].read().decode())
secrets = client.get_object(Bucket=os.environ["BUCKET"], Key="production/secrets.json")["Body"].read()

app = Flask(__name__)
