from flask import Flask

app = Flask(__name__)
app.secret_key = "sk9f8e7d6c5b4a3f2e1d0c"

if __name__ == "__main__":
    app.run()
