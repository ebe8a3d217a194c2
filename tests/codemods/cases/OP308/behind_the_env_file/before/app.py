from dotenv import load_dotenv

load_dotenv()

from flask import Flask
import os

app = Flask(__name__)
app.config["TITLE"] = os.environ["TITLE"]


@app.get("/")
def front():
    return app.config["TITLE"]
