from flask import Flask

from db import engine

app = Flask(__name__)

print(engine.url.host)
