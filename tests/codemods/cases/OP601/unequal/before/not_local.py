import os

if os.getenv("ENV", "local") != "local":
    DATABASE = "postgresql://db.example.com/shop"
else:
    DATABASE = "postgresql://localhost/shop"
