import os

bind = "0.0.0.0:8000"
workers = 2
log_dir = "/var/log/shop"
accesslog = os.path.join(log_dir, "access.log")
errorlog = '/var/log/shop/error.log'
loglevel = "info"
