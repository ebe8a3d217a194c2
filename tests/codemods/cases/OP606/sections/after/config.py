import configparser
import os
from pathlib import Path

settings = configparser.ConfigParser()
settings.read(Path(__file__).with_name("settings.ini"))

SHOP_NAME = os.environ.get("SHOP_NAME", settings["shop"]["name"])
PAGE_SIZE = int(os.environ.get("SHOP_PAGE_SIZE", settings["shop"]["page_size"]))
RATE = float(os.environ.get("SHOP_RATE", settings["shop"]["rate"]))
PROXY = os.environ.get("SHOP_BEHIND_PROXY", str(settings.getboolean("shop", "behind_proxy"))).lower() in (
    "1",
    "yes",
    "true",
    "on",
)
RETRIES = int(os.environ.get("SHOP_RETRIES", settings.get("shop", "retries", fallback=3)))

aws = settings["aws"]
QUEUE = os.environ.get("AWS_QUEUE", aws["aws_queue"])
BUCKET = os.environ.get("AWS_BUCKET", aws.get("bucket"))
STAGE = os.environ.get("STAGE_NAME", settings.get("DEFAULT", "stage_name"))
