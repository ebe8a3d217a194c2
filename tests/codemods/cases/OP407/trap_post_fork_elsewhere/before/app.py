from flask import Flask

from database import engine
from models import Base

Base.metadata.create_all(engine)

app = Flask(__name__)
