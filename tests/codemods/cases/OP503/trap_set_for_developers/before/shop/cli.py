from app import create_app
from shop import local


def debug():
    local.fill()
    create_app().run(debug=True)
