from flask import Flask

app = Flask(__name__)

VISITS = "visits:"
NAMES = "names:"
ADMIN_PASSWORD = "sesame:"
SECRET_KEY = "keep-calm:"
HOOK_API_TOKEN = "my_hook_4f3b2a:"
