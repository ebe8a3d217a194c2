import smtplib

from flask import current_app


def post(text):
    asked = current_app.config
    with smtplib.SMTP_SSL(asked["MAIL_SERVER"], asked["MAIL_PORT"]) as server:
        server.sendmail("me@example.net", "all@example.net", text)
