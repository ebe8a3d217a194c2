import os

environment = os.getenv("FLASK_ENV")
if environment == "production":
    SCHEMA = "shop"
