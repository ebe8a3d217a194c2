import os

warehouse = os.environ.get("DB_HOST", "warehouse-db")
LEDGER = os.environ.get("LEDGER", "ledger")
COLOUR = "green"
