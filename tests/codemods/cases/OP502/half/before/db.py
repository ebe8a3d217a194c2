import boto3
import psycopg2
from smtplib import SMTP

from shop.config import relay


def shop():
    return psycopg2.connect(host="db", user="shop", password="swordfish", dbname="shop")


def mail():
    return SMTP(relay, 587)


queue = boto3.client("sqs", region_name="eu-west-1")
