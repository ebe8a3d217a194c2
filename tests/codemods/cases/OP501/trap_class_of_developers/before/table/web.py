import os

from table import config

CHOICES = {"local": config.LocalConfig, "prod": config.ProductionConfig}
settings = CHOICES[os.environ["APP_ENV"]]
