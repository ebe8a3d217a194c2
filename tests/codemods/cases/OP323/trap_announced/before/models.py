from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Job(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Report(db.Model):
    id = db.Column(db.Integer, primary_key=True)
