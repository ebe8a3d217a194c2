import os

from werkzeug.security import generate_password_hash

users = {
    "anna": generate_password_hash(os.environ["ANNA_PASSWORD"]),
    "ben": generate_password_hash(os.environ["BEN_PASSWORD"]),
}
