import logging.config
import sys

logging.config.fileConfig("logging.ini", defaults={"log_file": sys.argv[1]})
