from pathlib import Path

from sqlalchemy import create_engine


class SQLite:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder.absolute()!s}/app.db"

    def connect(self):
        return create_engine(self.url)


class Socket:
    def __init__(self, folder: str) -> None:
        self.folder = folder

    def uri(self, user: str, database: str) -> str:
        return f"postgresql://{user}:@/{database}?host={self.folder}"
