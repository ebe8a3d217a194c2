import os

CDN_URL = os.environ.get("CDN_URL", "http://localhost:9000")
TITLE = "Shop"
