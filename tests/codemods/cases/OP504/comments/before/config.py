import os


class Config:
    SECRET_KEY = os.environ.get("SHOP_SECRET", "m7-lantern")  # TODO: Change me
    JWT_SECRET_KEY = os.environ.get("JWT_SECRET_KEY") or "m8-lantern"  # change this in production!
    MAIL_PASSWORD = os.getenv("MAIL_PASSWORD", "m9-lantern")  # Should be overridden in the environment.
    API_TOKEN = os.getenv(
        "API_TOKEN", "m10-lantern"
    )  # please replace with your own
    # Change the next one together with the worker's.
    JOBS_TOKEN = os.getenv("JOBS_TOKEN", "m11-lantern")  # change together with worker/config.py
    MAPS_TOKEN = os.getenv("MAPS_TOKEN", "m13-lantern")  # the maps' own
    if os.getenv("SHOP_STOCK"): STOCK_TOKEN = os.getenv("STOCK_TOKEN", "m14-lantern")  # change me
