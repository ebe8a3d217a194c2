from flask import Flask

from api.guests import guests

if __name__ == "__main__":
    app = Flask(__name__)
    app.register_blueprint(guests)
    app.run(host="0.0.0.0")
