from shop.web import create_app

if __name__ == "__main__":
    create_app("shop.conf.DevelopmentConfig").run(host="127.0.0.1")
