from flask import Flask

from .settings import NAME

application = Flask(NAME)

if __name__ == "__main__":
    application.run(debug=True)
