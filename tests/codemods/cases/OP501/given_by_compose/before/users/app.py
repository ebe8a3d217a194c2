from flask import Flask


class Config:
    SQLALCHEMY_DATABASE_URI = "postgresql://users:ferry-boat-7@db/users"


app = Flask(__name__)
app.config.from_object(Config)
