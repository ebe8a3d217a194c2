import os
import smtplib

GUEST_SMTP_HOST = "guests.mail.internal"
SHOP_SMTP_HOST = os.environ.get("SHOP_SMTP_HOST", "shop.mail.internal")


class Letters:
    def invite_guest(self, address):
        with smtplib.SMTP(GUEST_SMTP_HOST) as mail:
            mail.sendmail("shop@example.com", address, "Come.")

    def tell_shop(self, text):
        with smtplib.SMTP(SHOP_SMTP_HOST) as mail:
            mail.sendmail("shop@example.com", "desk@example.com", text)


# Letters().invite_guest("guest@example.com")
