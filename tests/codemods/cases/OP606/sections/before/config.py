import configparser
from pathlib import Path

settings = configparser.ConfigParser()
settings.read(Path(__file__).with_name("settings.ini"))

SHOP_NAME = settings["shop"]["name"]
PAGE_SIZE = settings.getint("shop", "page_size")
RATE = settings["shop"].getfloat("rate")
PROXY = settings.getboolean("shop", "behind_proxy")
RETRIES = settings.getint("shop", "retries", fallback=3)

aws = settings["aws"]
QUEUE = aws["aws_queue"]
BUCKET = aws.get("bucket")
STAGE = settings.get("DEFAULT", "stage_name")
