# case: no_container
from flask import Flask

app = Flask(__name__)
