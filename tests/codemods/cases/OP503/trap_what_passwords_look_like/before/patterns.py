REGEX_PASSWORD = r"^(?=.*[a-z])(?=.*\d)[A-Za-z\d@$!%*?&]{8,}$"
PASSWORD_RULE = "^[A-Za-z0-9]{8,20}$"
DB_PASSWORD = r"\w+\d{2}"
