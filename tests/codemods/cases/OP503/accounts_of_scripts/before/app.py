from flask import Flask

app = Flask(__name__)
# What everybody tries is a fault where a process of the service takes it.

ADMIN_PASSWORD = "admin123"


@app.get("/")
def home():
    return ADMIN_PASSWORD
