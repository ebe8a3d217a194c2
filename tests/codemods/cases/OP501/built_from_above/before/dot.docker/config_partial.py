SITE_NAME = "Shop"
SQLALCHEMY_DATABASE_URI = "mysql://shop:Qx81vLt0zWmr72KdpA5e@mariadb/shop"
