import os

FERNET_KEY = os.environ["FERNET_KEY"].encode()
SECRET_KEY = bytes.fromhex(os.environ["SECRET_KEY"])
SIGNING_KEY = os.environ["SIGNING_KEY"].encode()
