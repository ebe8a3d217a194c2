import os

from flask import Flask
from gunicorn.app.base import BaseApplication

app = Flask(__name__)


class Standalone(BaseApplication):
    def __init__(self, served, options):
        self.served, self.options = served, options
        super().__init__()

    def load_config(self):
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        return self.served


class Manager:
    def __init__(self, served):
        self.app = served
        self.debug = "SHOP_DEBUG" in os.environ

    def run(self):
        if self.debug:
            self.app.run()
        else:
            Standalone(self.app, {"workers": 4}).run()


if __name__ == "__main__":
    Manager(app).run()
