from dockerflow.flask import Dockerflow
from flask import Flask

app = Flask(__name__)
Dockerflow(app)
