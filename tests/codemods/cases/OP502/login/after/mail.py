import os
import smtplib


def send(message):
    with smtplib.SMTP(
        os.environ.get("SMTP_HOST", "smtp.example.org"),
        int(os.environ.get("SMTP_PORT", "587")),
    ) as server:
        server.starttls()
        server.login(os.environ.get("SMTP_USER", "shop@example.org"), os.environ["SMTP_PASSWORD"])
        server.send_message(message)
