import os

bind = ":8000"
workers = 2
accesslog = os.path.join(os.environ.get("LOGS", "logs"), "access.log")
