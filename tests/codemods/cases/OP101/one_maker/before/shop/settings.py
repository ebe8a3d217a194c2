import os


class Settings:
    def __init__(self):
        self.themes_path = os.environ["THEMES"]
        self.templates_path = os.environ["TEMPLATES"]


settings = Settings()
