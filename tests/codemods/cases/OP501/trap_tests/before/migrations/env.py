url = "postgresql://localhost/shop"
