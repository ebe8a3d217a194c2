import os

import jwt
import requests
from werkzeug.security import generate_password_hash

import config

token = jwt.encode({"sub": 1}, config.JWT_SECRET, algorithm="HS256")
headers = {"Authorization": "Bearer " + os.environ["API_TOKEN"]}
DOCUMENTED = {"Authorization": "Bearer <token>", "WWW-Authenticate": "Bearer realm=shop"}
requests.get("https://api.example.org", auth=(config.USER, config.PASSWORD))
hashed = generate_password_hash("changed by the form")
print("Authorization: Bearer 4f3b2a9c8d")
