from sqlalchemy import Column, Integer, String

from db import Base


class Book(Base):
    __tablename__ = "books"

    id = Column(Integer, primary_key=True)
    title = Column(String)
    views = Column(Integer)

    @property
    def label(self):
        return f"{self.id}: {self.title}"

    def seen(self):
        self.views += 1
