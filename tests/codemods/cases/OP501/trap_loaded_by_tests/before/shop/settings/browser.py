from shop.settings.service import *

SQLALCHEMY_DATABASE_URI = "postgresql://localhost/shop_browser"
