class LocalLoginConfig:
    """
    Configuration used for developing against a local login server
    """

    LOGIN_PROVIDER = "https://login.shop.test:8443"
