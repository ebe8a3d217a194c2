import os

from flask import Flask

NAME = os.environ.get("WORLD", "north")

app = Flask(__name__)
app.config.from_object(f"config.{NAME}")
