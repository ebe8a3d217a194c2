from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, object_session


class Base(DeclarativeBase):
    pass


class Book(Base):
    __tablename__ = "books"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(unique=True)
    views: Mapped[int]

    @property
    def label(self):
        self.views += 1
        return f"{self.id}: {self.title}"

    def sold(self):
        object_session(self).commit()
        return True


class Visit(Base):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)


def record(session):
    session.add(Visit())


def locked(book_id):
    return select(Book).where(Book.id == book_id).with_for_update()
