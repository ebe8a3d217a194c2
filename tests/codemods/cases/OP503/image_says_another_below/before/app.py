from flask import Flask

app = Flask(__name__)
app.config["MAIL_PASSWORD"] = "k3Jx9vQ2mZ7pLw8RtY5n"
