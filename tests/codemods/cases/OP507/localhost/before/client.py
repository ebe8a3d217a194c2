class Client:
    OAUTH_LOCALHOST_URL = "http://localhost"
