import os

import dotenv
from flask import Flask

dotenv.load_dotenv(dotenv.find_dotenv())
app = Flask(__name__)
app.config["SECRET_KEY"] = "w7Rw2LpX9vTz4Kd8Ym1cB5nG3hJ6"
app.config["DEBUG"] = os.environ["DEBUG"]
