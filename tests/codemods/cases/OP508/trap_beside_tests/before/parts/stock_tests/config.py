class Connection:
    DATABASE = "stock_data"
    USER = "stock"
    PASSWORD = "qW3rty"
