import smtplib

# import api.letter_trial
from flask import Blueprint

guests = Blueprint("guests", __name__)
SMTP_SERVER = "mail.internal"


@guests.route("/invite")
def invite():
    with smtplib.SMTP(SMTP_SERVER) as mail:
        mail.sendmail("shop@example.com", "guest@example.com", "Come.")
    return "invited"
