DATABASE_URI = "sqlite:///shop.db"
SQLITE = "sqlite:///stock.db"


class Config:
    SQLALCHEMY_DATABASE_URI = DATABASE_URI
