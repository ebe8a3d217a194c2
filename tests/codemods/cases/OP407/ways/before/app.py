from flask import Flask

from database import prepare

app = Flask(__name__)
prepare()
