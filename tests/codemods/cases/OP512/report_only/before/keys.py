import os
import sys

REQUIRED = (
    "MAIL_KEY",  # of the provider
)
missing = [name for name in REQUIRED if name not in os.environ]
if missing:
    sys.exit(f"settings missing: {missing}")

MAIL_KEY = os.environ["MAIL_KEY"]
MAIL_URL = os.environ["MAIL_URL"]
