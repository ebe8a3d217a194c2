import logging

logging.getLogger("mail").addHandler(logging.FileHandler("logs/mail.log"))
