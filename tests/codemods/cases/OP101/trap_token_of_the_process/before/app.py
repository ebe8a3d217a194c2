import os
import threading
from pathlib import Path

from flask import Flask
from google.oauth2 import id_token

app = Flask(__name__)


class Refresher:
    def __init__(self, token_file):
        self._token_file = token_file
        self._thread = threading.Thread(target=self._loop, daemon=True)

    def write(self):
        token = id_token.fetch_id_token(None, "shop")
        self._token_file.write_text(token)

    def _loop(self):
        while True:
            self.write()

    def start(self):
        self.write()
        self._thread.start()


def configure():
    token_file = Path(os.environ.get("TOKEN_FILE") or "/run/shop/identity-token")
    Refresher(token_file).start()
    os.environ["TOKEN_FILE"] = str(token_file)


def keep_fresh():
    while True:
        with open("/run/shop/kubeconfig", "w") as file:
            file.write(id_token.fetch_id_token(None, "cluster"))


configure()
threading.Thread(target=keep_fresh, daemon=True).start()
