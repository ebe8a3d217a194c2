from decouple import config as read

TOKEN = read("API_TOKEN", cast=str, default="S0mething!")
