import os

CDN_URL = "http://localhost:9000"
if os.environ.get("APP_ENV") == "production":
    CDN_URL = "https://cdn.example.com"
TITLE = "Shop"
