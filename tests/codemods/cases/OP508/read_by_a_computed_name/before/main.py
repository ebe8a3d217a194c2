import os

from flask import Flask

app = Flask(__name__)
app.debug = os.environ["DEBUG"] == "1"
for each in ("SECRET", "ALGORITHM"):
    app.config[each] = os.environ[f"JWT_{each}"]
