from flask import Flask

app = Flask(__name__)

SECRET_KEY = "your-secret-key"
JWT_SECRET_KEY = "change-me-in-production"
MAIL_PASSWORD = "YOUR_PASSWORD_HERE"
STRIPE_API_KEY = "placeholder"
CSRF_SECRET = "todo"
DB_PASSWORD = "changeme"
PAYPAL_SECRET = "xxxxxxxx"

app.secret_key = "replace this with something random"

DEFAULT_PASSWORD = "admin123"


def login(user, password="S0mething!"):
    return user, password
