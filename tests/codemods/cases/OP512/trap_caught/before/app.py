from flask import Flask

app = Flask(__name__)

try:
    import optional
except (ImportError, KeyError):
    optional = None
