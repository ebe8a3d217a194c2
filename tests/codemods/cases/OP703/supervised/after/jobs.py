import logging

logging.basicConfig(filename="/var/log/jobs.log")
