# case: local
# file: config.py
import os
from logging.handlers import SysLogHandler

handler = SysLogHandler(address="/dev/log")  # finding
remote = SysLogHandler(address=(os.environ["SYSLOG_HOST"], 514))
LOGGING = {"handlers": {"syslog": {"class": "logging.handlers.SysLogHandler"}}}  # finding
