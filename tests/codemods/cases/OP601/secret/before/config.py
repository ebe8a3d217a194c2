import os

env = os.getenv("APP_ENV")

if env == "production":
    MAIL_SERVER = 'smtp.example.com'
    MAIL_PASSWORD = 'nine-lives'
else:
    MAIL_SERVER = 'localhost'
    MAIL_PASSWORD = 'letter-box'

print(f'started in {env}')
