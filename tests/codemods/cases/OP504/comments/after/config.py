import os


class Config:
    SECRET_KEY = os.environ["SHOP_SECRET"]
    JWT_SECRET_KEY = os.environ["JWT_SECRET_KEY"]
    MAIL_PASSWORD = os.environ["MAIL_PASSWORD"]
    API_TOKEN = os.environ["API_TOKEN"]
    # Change the next one together with the worker's.
    JOBS_TOKEN = os.environ["JOBS_TOKEN"]  # change together with worker/config.py
    MAPS_TOKEN = os.environ["MAPS_TOKEN"]  # the maps' own
    if os.getenv("SHOP_STOCK"): STOCK_TOKEN = os.environ["STOCK_TOKEN"]  # change me
