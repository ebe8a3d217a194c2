from dotenv import load_dotenv

load_dotenv()

DB_PASSWORD = "q7Rw2LpX9vTz"
OPTIONS = {}
