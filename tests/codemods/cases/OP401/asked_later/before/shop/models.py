from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Setting(db.Model):
    title = db.Column(db.String, primary_key=True)
