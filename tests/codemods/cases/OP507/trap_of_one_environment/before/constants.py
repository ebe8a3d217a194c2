BASE_URL = "https://shop.example.org/"
STG_BASE_URL = "http://shop-staging:8080/"
PROD_STOCK_URL = "http://stock:8080"
DEV_STOCK_URL = "http://localhost:8080"


class Settings:
    SANDBOX_CARDS_URL = "http://cards-sandbox:8080"
    CARDS_URL = "https://cards.example.com"
