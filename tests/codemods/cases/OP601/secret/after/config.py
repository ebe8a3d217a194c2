import os

env = os.getenv("APP_ENV")

MAIL_SERVER = os.getenv('MAIL_SERVER', 'localhost')
MAIL_PASSWORD = os.environ['MAIL_PASSWORD']

print(f'started in {env}')
