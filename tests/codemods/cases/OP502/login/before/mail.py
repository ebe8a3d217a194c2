import smtplib


def send(message):
    with smtplib.SMTP("smtp.example.org", 587) as server:
        server.starttls()
        server.login("shop@example.org", "hunter2")
        server.send_message(message)
