SECRET_KEY = "keep-calm"
