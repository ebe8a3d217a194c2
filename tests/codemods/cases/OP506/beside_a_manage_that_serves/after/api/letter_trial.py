import smtplib
from email.mime.multipart import MIMEMultipart

smtp_server = "mail.internal"
letter = MIMEMultipart("alternative")
letter["Subject"] = "Come."


def send():
    with smtplib.SMTP(smtp_server) as mail:
        mail.sendmail("shop@example.com", "guest@example.com", letter.as_string())
