import smtplib


def send(message):
    with smtplib.SMTP("smtp.example.com", 587) as server:
        server.send_message(message)
