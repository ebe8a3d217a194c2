import os

secret = os.environ["SIGNING_SECRET"]
