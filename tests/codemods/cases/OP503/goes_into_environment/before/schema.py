import os

JWT_SECRET = "f7e1hal29c"
os.environ["JWT_SECRET"] = JWT_SECRET

from shop import app

print(app.openapi())
