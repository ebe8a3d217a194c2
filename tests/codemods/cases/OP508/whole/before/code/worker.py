URL = "postgresql://shop:strong-enough@db/shop"
