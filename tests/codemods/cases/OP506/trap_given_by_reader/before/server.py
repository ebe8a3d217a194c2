from environs import Env
from flask import Flask

env = Env()
app = Flask(__name__)
app.config.update(
    SITE_NAME="Notes",
    MAIL_SERVER="mail.notes.internal",
    MAIL_USE_TLS=False,
)

for key in app.config:
    app.config[key] = env(key, app.config[key])
