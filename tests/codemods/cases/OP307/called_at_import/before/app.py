from flask import Flask

app = Flask(__name__)


def main():
    print("serving")
    app.run(host="0.0.0.0")


# Go.
main()
