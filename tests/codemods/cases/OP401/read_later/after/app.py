from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
with app.app_context():
    @app.cli.command("init-db")
    def init_db():
        """Prepare the database, once before a deploy."""
        db.create_all()

    tables = list(db.metadata.tables)


@app.get("/")
def index():
    return tables
