import os

if os.getenv("SHOP_ENV", "dev") == "dev":
    SQLALCHEMY_DATABASE_URI = "sqlite:///shop.db"
else:
    SQLALCHEMY_DATABASE_URI = "postgresql://db.example.com/shop"
