import os

ENV = os.getenv("APP_ENV", "development").strip().lower()
