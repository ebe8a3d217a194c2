from flask import Flask

app = Flask(__name__)
app.secret_key = "dev"
app.config["JWT_SECRET_KEY"] = "super-secret"
app.config.update({"WTF_CSRF_SECRET_KEY": "a_random_string"})
