import logging

logging.basicConfig(filename="/var/log/mail.log")
