USER_JWT_KEY = "user"
