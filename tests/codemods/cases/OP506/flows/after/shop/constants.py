import os

warehouse = os.environ.get("DB_HOST", "warehouse-db")
LEDGER = os.environ.get("DB_NAME", "ledger")
COLOUR = "green"
