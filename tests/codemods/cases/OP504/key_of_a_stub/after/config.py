import os


class Config:
    DOWNLOAD_API_HOST = os.environ.get("DOWNLOAD_API_HOST", "http://localhost:7000")
    DOWNLOAD_API_KEY = os.environ.get("DOWNLOAD_API_KEY", "auth-token")

    PREVIEW_URL = os.getenv("PREVIEW_URL") or "http://127.0.0.1:6013/preview"
    PREVIEW_API_TOKEN = os.getenv("PREVIEW_API_TOKEN") or "lantern-token"

    # A real one, a service elsewhere, and a database: what opens them is no stub's.
    METER_URL = os.environ.get("METER_URL", "http://localhost:7000")
    METER_API_KEY = os.environ["METER_API_KEY"]
    MAPS_URL = os.environ.get("MAPS_URL", "https://maps.example.org")
    MAPS_API_KEY = os.environ["MAPS_API_KEY"]
    DB_HOST = os.environ.get("DB_HOST", "localhost")
    DB_PASSWORD = os.environ["DB_PASSWORD"]
