from fastapi import FastAPI
from fastapi.middleware.wsgi import WSGIMiddleware
from flask import Flask

flask_app = Flask(__name__)
app = FastAPI()
app.mount("/old", WSGIMiddleware(flask_app))
