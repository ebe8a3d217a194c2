class Settings:
    SQLALCHEMY_DATABASE_URI = "postgresql://db.example.net/meadow"


class Demonstration:
    SQLALCHEMY_DATABASE_URI = "postgresql://demo.example.net/meadow"
