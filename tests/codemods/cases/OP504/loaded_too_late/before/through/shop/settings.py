import os

TOKEN = os.getenv("API_TOKEN", "blue-heron-at-dawn-72")
