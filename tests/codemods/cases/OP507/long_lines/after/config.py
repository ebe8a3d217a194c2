import os

PHENOPACKET_API_URL = os.environ.get(
    "PHENOPACKET_API_URL", "https://phenopacket-stage.example.org"
)
ORDERS_URL = os.environ.get("ORDERS_URL", "http://orders:8080")
