class Config:
    SQLALCHEMY_DATABASE_URI = "postgresql://db/shop"
