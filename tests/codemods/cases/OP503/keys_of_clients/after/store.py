import os

from dotenv import load_dotenv

load_dotenv()


class ForgeStore:
    def __init__(self):
        self.secret_key = os.environ["FORGE_STORE_SECRET_KEY"]
        self.bucket = "kettles"
