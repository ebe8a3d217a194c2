from flask import Flask

import seed
from db import engine
from models import Base

app = Flask(__name__)

# The tables, and what a new shop needs.
Base.metadata.create_all(engine)
seed.load_books()
application = app
