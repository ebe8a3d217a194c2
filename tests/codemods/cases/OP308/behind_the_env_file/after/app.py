from dotenv import load_dotenv

load_dotenv()

from flask import Flask
import os

import health

app = Flask(__name__)
health.init_app(app)
app.config["TITLE"] = os.environ["TITLE"]


@app.get("/")
def front():
    return app.config["TITLE"]
