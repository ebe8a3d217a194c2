from flask import Flask
from flask_mail import Mail
from flask_script import Manager

app = Flask(__name__)
app.config["MAIL_SERVER"] = "mail.internal"
manager = Manager(app)
mail = Mail(app)


@app.route("/")
def index():
    return "postcards"


if __name__ == "__main__":
    manager.run()
