import smtplib


class Sender:
    def __init__(self):
        self._records = False
        self._sent = []

    def record(self, on=True):
        self._records = on

    def recorded(self, function):
        def wrapper(*args, **kwargs):
            self.record()
            result = function(*args, **kwargs)
            self.record(False)
            return result

        return wrapper

    def send(self, mail):
        if self._records:
            self._sent.append(mail)
            return
        with smtplib.SMTP("mail") as server:
            server.send_message(mail)


sender = Sender()
