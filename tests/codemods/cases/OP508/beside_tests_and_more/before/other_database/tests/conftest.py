URL = "postgresql://postgres:qW3rty@localhost/test_orders"
