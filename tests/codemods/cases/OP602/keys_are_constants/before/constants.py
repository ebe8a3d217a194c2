KEY_ENV_DEV = "development"
KEY_ENV_PROD = "production"
