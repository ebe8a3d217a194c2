from flask_sqlalchemy import SQLAlchemy

# What app.py had before it made its own.
db = SQLAlchemy()
