warehouse = "warehouse-db"
LEDGER = "ledger"
COLOUR = "green"
