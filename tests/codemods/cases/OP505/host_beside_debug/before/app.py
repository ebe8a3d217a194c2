from flask import Flask

import settings

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)
    app.run("0.0.0.0", debug=True)
    app.run(host="0.0.0.0", port=settings.port, debug=True)
    app.run(host="0.0.0.0", debug=settings.debug)
