import smtplib
import time


def send(to):
    for attempt in range(3):
        try:
            deliver(to)
            return
        except OSError:
            time.sleep(2)


def deliver(to):
    lines = ["Thank you for your order.", to]
    with smtplib.SMTP("localhost", timeout=10) as server:
        server.sendmail("shop@example.org", to, "\n".join(lines))
