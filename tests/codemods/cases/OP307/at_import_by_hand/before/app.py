import os

from flask import Flask

app = Flask(__name__)
if "PORT" in os.environ:
    app.run(port=int(os.environ["PORT"]))
