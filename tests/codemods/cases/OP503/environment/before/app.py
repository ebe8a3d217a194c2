import os

os.environ["OPENAI_API_KEY"] = "sk-proj-4eC39HqLyjWDarjtT1zdp7dc4eC39HqLyjWDarjtT1"
os.environ["FLASK_APP"] = "shop"

from shop import app
