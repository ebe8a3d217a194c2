import os

from flask import Flask

app = Flask(__name__)
env = os.environ.get("APP_ENV", "production")
with_debugger = env == "development"


class Settings:
    APP_ENV = env

    @property
    def is_live(self):
        return self.APP_ENV == "production"


if __name__ == "__main__":
    app.run(debug=with_debugger, use_reloader=env == "development")
