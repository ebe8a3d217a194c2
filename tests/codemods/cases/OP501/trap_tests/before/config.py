class TestingConfig:
    SQLALCHEMY_DATABASE_URI = "sqlite:///test.db"
    MONGO_URI = "mongodb://localhost/test"
