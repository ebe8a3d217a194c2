from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = "keep-calm"
API_KEY = "live-4f3b2a"
FERNET_KEY = b"kZr0Vd0"
