import flask

import notices

app = flask.Flask(__name__)


@app.post("/orders")
def order():
    notices.notify("me@example.org", "order", smtp_server=app.config.get("MAIL_SERVER"))
    notices.notify("you@example.org", "order", app.config["MAIL_SERVER"])
    notices.Notices().post("order", app.config["MAIL_SERVER"])
    return "", 204
