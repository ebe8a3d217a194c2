class TestingConfig:
    SECRET_KEY = "test"
