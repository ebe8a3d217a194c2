import smtplib

from fastapi import FastAPI
from settings import settings

app = FastAPI()


@app.post("/mails")
def mail():
    with smtplib.SMTP("mail.example.org") as server:
        server.login("shop", settings.MAIL_PASSWORD)
