SECRET_KEY = "change_me_in_production"
API_SECRET = "your-api-secret-here"
