SERVER_HOST = "0.0.0.0"
SERVER_PORT = 7000
SHELF_HOST = "shelf.shop.internal"
