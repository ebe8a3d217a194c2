SECRET_KEY = "development key"
