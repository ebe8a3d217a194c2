import json
import os

from dotenv import load_dotenv

load_dotenv()
with open("creds.json") as handle:
    KNOWN = json.load(handle)

password = KNOWN.get("password") or os.environ.get("KETTLE_PASS", "steam-9")
secret = os.environ.get("KETTLE_SECRET", "lime-scale-7") if "secret" not in KNOWN else KNOWN["secret"]
