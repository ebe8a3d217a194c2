BROKER_HOST = "broker.internal"
BROKER_PORT = 5672
STOCK_HOST = "stock.internal"
