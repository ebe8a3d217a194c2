import os

from flask import Flask, render_template

app = Flask(__name__)
env = os.environ.get("APP_ENV", "production")
with_debugger = env == "development"


class Settings:
    APP_ENV = env

    @property
    def is_live(self):
        return self.APP_ENV == "production"


@app.route("/")
def home():
    return render_template("home.html", settings=Settings())


if __name__ == "__main__":
    app.run(debug=with_debugger, use_reloader=env == "development")
