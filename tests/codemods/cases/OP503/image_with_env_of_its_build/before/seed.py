from app import app

print(app.name)
