import os

EXPORT_DIR = os.path.join(os.environ.get("DATA_DIR"), "exports")
RECEIPTS = os.environ.get("RECEIPTS_DIR", "/app-data")
