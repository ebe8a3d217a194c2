import sys

from flask import Flask

USER, DB_PASSWORD = "shop", "Tr4fficlight!"
(
    MAIL_PASSWORD,
    HOST,
) = ("S0mething!", "mail")
FTP_PASSWORD = old_password = "Blu3berry!"
ROOT_PASSWORD: "str" = (
    # today's
    "Gr33n"
    "house!"
)
ADMIN_PASSWORD = sys.argv[1] if len(sys.argv) > 1 else ("Th3door!".encode())
HEADERS = {
    "X-Api-Key": "4f3b2a9c7d1e5f60a8b9",
    "api-key-prod": "4f3b2a9c7d1e5f60a8b9",
}

app = Flask(__name__)
app.config.setdefault(
    "SECRET_KEY", "keep-calm"
)
