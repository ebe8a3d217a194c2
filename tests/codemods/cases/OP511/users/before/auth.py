from werkzeug.security import generate_password_hash

users = {
    "anna": generate_password_hash("hunter2"),
    "ben": generate_password_hash("swordfish"),
}
