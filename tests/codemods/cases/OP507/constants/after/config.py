"""Settings."""

import os

BACKEND_URL = os.environ.get("BACKEND_URL", "http://backend:5000")
SEARCH_ENDPOINT = os.environ.get("SEARCH_ENDPOINT", "https://search.internal/v1/")
OAUTH_REDIRECT_URI = os.environ.get("OAUTH_REDIRECT_URI", "http://localhost:8000/callback")
EVENTS = os.environ.get("EVENTS", "ws://events:9000/stream")
SANDBOX_API = "https://sandbox.cards.example.com"
REPORT_URL = os.environ.get("REPORT_URL", "http://reports:8080") + "/report?format=%s"
SERVICES = {
    "orders": os.environ.get("ORDERS_URL", "http://orders:8080"),
    "users_url": os.environ.get("USERS_URL", "http://10.0.0.12"),
    "search": SEARCH_ENDPOINT,
}


class Config:
    STATIC_URL = "/static"
    LEDGER_URL = os.environ.get("LEDGER_URL", "http://ledger.shop.svc.cluster.local:80")
