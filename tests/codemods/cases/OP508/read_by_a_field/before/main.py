import os

from fields import Settings

settings = Settings(port=os.environ["PORT"])
