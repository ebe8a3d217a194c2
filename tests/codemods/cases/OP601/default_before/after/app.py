import os

from flask import Flask

app = Flask(__name__)
app.config["CDN_URL"] = os.environ.get("CDN_URL", "http://localhost:9000")
app.config["PAGE_SIZE"] = int(os.environ.get("PAGE_SIZE", "10"))

app.config["TITLE"] = "Shop"
