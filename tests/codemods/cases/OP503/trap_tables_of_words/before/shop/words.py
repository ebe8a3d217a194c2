NL = {"password": "wachtwoord", "token": "sleutel", "user": "gebruiker"}
IT = dict(secret_key="Chiave segreta", api_key="Chiave API")
PL = {"password": "Hasło", "host": "Serwer"}
LABELS_BY_NAME = {"client_secret": "Client secret", "token": "Token"}
SV = dict(token="Bevis")
ALL = {"fi": {"password": "Salasana", "access_token": "Valtuus"}, "da": {"password": "Adgangskode"}}
RIGHTS = {"api_key": "apikey:manage", "password": "user:reset", "book": "book:read"}


class Rights:
    ROTATE_SECRET = "secret.rotate"
    NEW_API_KEY = "apikey-new"
    DROP_TOKEN = "token-drop"


class Topics:
    SESSION_TOKEN = "member.logged.in"
    ACCOUNT_PASSWORD = "member.changed.word"
    ORDER = "order.placed.now"


SCOPE_API_KEY = "api:key"
