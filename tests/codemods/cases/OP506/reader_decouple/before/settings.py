from decouple import config

SECRET_KEY = config('SECRET_KEY')
MAIL_SERVER = 'mail.example.net'
MAIL_PORT = 2525
MAIL_USE_TLS = False
