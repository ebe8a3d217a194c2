"""Settings."""

BACKEND_URL = "http://backend:5000"
SEARCH_ENDPOINT = "https://search.internal/v1/"
OAUTH_REDIRECT_URI = "http://localhost:8000/callback"
EVENTS = "ws://events:9000/stream"
SANDBOX_API = "https://sandbox.cards.example.com"
REPORT_URL = "http://reports:8080/report?format=%s"
SERVICES = {
    "orders": "http://orders:8080",
    "users_url": "http://10.0.0.12",
    "search": SEARCH_ENDPOINT,
}


class Config:
    STATIC_URL = "/static"
    LEDGER_URL = "http://ledger.shop.svc.cluster.local:80"
