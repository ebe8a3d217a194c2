ORDERS_URL = "http://orders:8080/v1"
