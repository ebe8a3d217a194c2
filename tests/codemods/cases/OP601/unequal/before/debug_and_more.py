import os

if os.getenv("ENV") == "production":
    DEBUG = False
    PAGE_SIZE = 50
else:
    DEBUG = True
    PAGE_SIZE = 10
