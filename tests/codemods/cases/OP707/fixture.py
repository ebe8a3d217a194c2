# case: chosen
# file: gunicorn.conf.py
import os

bind = ":8000"
workers = 2
accesslog = os.path.join(os.environ.get("LOGS", "logs"), "access.log")  # finding

# case: daemon
# file: gunicorn.conf.py
bind = ":8000"
workers = 2
daemon = True
errorlog = "log/error.log"  # finding

# case: gunicorn
# file: gunicorn.conf.py
import os

bind = "0.0.0.0:8000"
workers = 2
log_dir = "/var/log/shop"
accesslog = os.path.join(log_dir, "access.log")
errorlog = '/var/log/shop/error.log'
loglevel = "info"
# after:
bind = "0.0.0.0:8000"
workers = 2
accesslog = "-"
errorlog = "-"
loglevel = "info"

# case: tornado
# file: server.py
import os

import tornado.options
from tornado.options import define, options

define("port", default=8000)
options.log_file_prefix = "/srv/log/server.log"  # finding
tornado.options.options.log_file_prefix = os.path.join("logs", "server.log")  # finding
options.log_file_prefix = None
options.log_file_prefix = os.environ["LOG_FILE"]
options.port = "/srv/port"
tornado.options.parse_command_line()
