from flask import Flask
from flask_sqlalchemy import SQLAlchemy

if __name__ == "__main__":
    db = SQLAlchemy(Flask(__name__))
    db.create_all()
