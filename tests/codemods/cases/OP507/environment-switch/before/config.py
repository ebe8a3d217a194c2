import os

if os.environ.get("ENV") == "production":
    CARD_NETWORK_URL = "https://cards.internal"
else:
    CARD_NETWORK_URL = "http://localhost:9090"
