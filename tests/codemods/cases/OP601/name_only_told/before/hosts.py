import os

env = os.environ.get("APP_ENV", "local")
if env == "production":
    HOST = "shop.example.com"
else:
    raise ValueError(f"unknown environment {env}")
