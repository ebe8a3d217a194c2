from pathlib import Path


class Config:
    PAGE_SIZE = 20
    FOLDER = Path(__file__).parent
