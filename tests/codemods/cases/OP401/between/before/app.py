from flask import Flask
from flask_sqlalchemy import SQLAlchemy

import plugins

app = Flask(__name__)
db = SQLAlchemy(app)
app.app_context().push()
db.create_all()
plugins.start(app)
db.session.commit()
