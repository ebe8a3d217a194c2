import json
import os

from dotenv import load_dotenv

load_dotenv()
with open("creds.json") as handle:
    KNOWN = json.load(handle)

password = KNOWN.get("password") or os.environ["KETTLE_PASS"]
secret = os.environ["KETTLE_SECRET"] if "secret" not in KNOWN else KNOWN["secret"]
