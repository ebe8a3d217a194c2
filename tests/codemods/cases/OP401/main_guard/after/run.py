from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


@app.cli.command("init-db")
def init_db():
    """Prepare the database, once before a deploy."""
    db.create_all()


if __name__ == "__main__":
    app.run()
