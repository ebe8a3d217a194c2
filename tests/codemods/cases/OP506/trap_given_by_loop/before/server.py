import os

from flask import Flask

app = Flask(__name__)
app.config.update(
    SITE_NAME="Notes",
    MAIL_SERVER="mail.notes.internal",
    MAIL_USE_TLS=False,
)
app.config.from_envvar("NOTES_SETTINGS", silent=True)

for key in app.config:
    if key in os.environ:
        if type(app.config[key]) is bool:
            app.config[key] = os.environ[key].lower() in ["true", "yes", "on", "1"]
        else:
            app.config[key] = os.environ[key]
