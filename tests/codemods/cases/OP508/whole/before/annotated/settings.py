class Settings:
    POSTGRES_PASSWORD: str = "strong-enough"
