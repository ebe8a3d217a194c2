import os
import smtplib


def send(message):
    with smtplib.SMTP(
        os.environ.get("SMTP_HOST", "smtp.example.com"),
        int(os.environ.get("SMTP_PORT", "587")),
    ) as server:
        server.send_message(message)
