import os

graceful_timeout = int(os.environ["STOP"])
