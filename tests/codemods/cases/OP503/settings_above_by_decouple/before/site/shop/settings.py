from decouple import config

DEBUG = config("DEBUG", default=False, cast=bool)
SECRET_KEY = "q7Rw2LpX9vTz4Kd8Ym1cB5nG3hJ6"
