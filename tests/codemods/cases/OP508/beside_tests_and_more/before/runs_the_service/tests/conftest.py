URL = "postgresql://postgres:qW3rty@localhost/shop"
