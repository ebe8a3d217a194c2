from flask import Flask

from db import engine, wait_for_database

app = Flask(__name__)

wait_for_database()
print(engine.url.host)
