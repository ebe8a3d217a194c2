ORDERS_URL = "http://orders:8080"
