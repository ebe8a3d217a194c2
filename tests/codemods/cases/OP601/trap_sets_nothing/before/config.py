import logging
import os

from dotenv import load_dotenv

log = logging.getLogger(__name__)

if os.getenv("ENV") != "production":
    load_dotenv(".env")
    load_dotenv(".flaskenv")

if os.environ.get("APP_ENV", "production") in ("development", "staging"):
    print("started for developers")
else:
    log.info("started")
