import os

from flask import Flask

OVERRIDABLE = ("MAIL_SERVER", "SITE_NAME")

app = Flask(__name__)
app.config["MAIL_SERVER"] = "mail.notes.internal"
app.config["MONGO_HOST"] = "mongo.notes.internal"
for name in OVERRIDABLE:
    app.config[name] = os.getenv(name, app.config.get(name))
app.config["REDIS_HOST"] = "cache.notes.internal"
