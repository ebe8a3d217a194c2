from dotenv import load_dotenv
from flask import Flask

load_dotenv()

app = Flask(__name__)
app.config["SECRET_KEY"] = "k3Jx9vQ2mZ7pLw8RtY5n"
