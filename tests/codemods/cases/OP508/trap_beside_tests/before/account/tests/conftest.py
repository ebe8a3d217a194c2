URL = "postgresql://ledger:qW3rty@localhost:5432/ledger_data"
