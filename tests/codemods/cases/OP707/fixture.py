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
