import os

PASSWORD = os.environ["MAIL_PASSWORD"]
