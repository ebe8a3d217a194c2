from models import db

def broken(:
