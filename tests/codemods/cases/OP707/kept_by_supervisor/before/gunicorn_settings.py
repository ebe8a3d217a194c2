bind = "0.0.0.0:8000"
workers = 4
accesslog = "/var/log/web/access.log"
errorlog = "/var/log/web/error.log"
