import os

SIGNING_KEY = bytes.fromhex(os.environ["SIGNING_KEY"])
