class Settings:
    endpoint = ""


settings = Settings()
