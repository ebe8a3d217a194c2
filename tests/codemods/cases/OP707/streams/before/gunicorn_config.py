import os

accesslog = "-"
errorlog = os.environ.get("ERROR_LOG", "-")
logfile = None
