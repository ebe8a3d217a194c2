from decouple import config

SECRET_KEY = config('SECRET_KEY')
MAIL_SERVER = config('MAIL_SERVER', default='mail.example.net')
MAIL_PORT = config('MAIL_PORT', default=2525, cast=int)
MAIL_USE_TLS = config('MAIL_USE_TLS', default=False, cast=bool)
