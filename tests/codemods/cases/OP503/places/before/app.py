from flask import Flask

API_KEY = "live-4f3b2a"
mango_secret = '5ce03e1c23a9e6a0e21ac62eac70c0cf'
DB_PASSWORD = "password"

app = Flask(__name__)
app.secret_key = "larch-42"
app.config["JWT_SECRET_KEY"] = "hard to guess string"
app.config.update(SECURITY_PASSWORD_SALT="pepper", MAIL_PASSWORD="root")
app.config.update({"STRIPE_SECRET_KEY": "sk_test_4eC39HqLyjWDarjtT1zdp7dc"})
app.config.setdefault("WTF_CSRF_SECRET_KEY", "reallyhardtoguess")
