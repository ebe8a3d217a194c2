from decouple import config

SECRET_KEY = config("SECRET_KEY", default="k3Jx9vQ2mZ7pLw8RtY5n")
PAGE = config("PAGE", cast=int)
