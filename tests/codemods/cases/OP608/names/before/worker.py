import os

from config import config

settings = config[os.environ.get("FLASK_ENV", "development")]
