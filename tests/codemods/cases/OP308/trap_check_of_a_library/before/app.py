from flask import Flask
from shop_library import HealthCheckConfig

app = Flask(__name__)
HealthCheckConfig(application=app).add()


@app.get("/")
def index():
    return "Hello"
