from flask import Flask
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy(Flask(__name__))
