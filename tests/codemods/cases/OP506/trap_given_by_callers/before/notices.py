import smtplib


def notify(to, text, smtp_server="mail-7.internal"):
    with smtplib.SMTP(smtp_server) as server:
        server.sendmail("shop@example.org", [to], text)


class Notices:
    def post(self, text, host="mail-8.internal"):
        return smtplib.SMTP(host).sendmail("shop@example.org", ["all@example.org"], text)
