class Config:
    TESTING = True
    SECRET_KEY = 'b4c9f1e2a7d8'
