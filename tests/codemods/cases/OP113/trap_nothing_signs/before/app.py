from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.from_object("config")
db = SQLAlchemy(app)


@app.route("/rows")
def rows():
    return {"rows": db.session.scalar(db.text("SELECT count(*) FROM rows"))}
