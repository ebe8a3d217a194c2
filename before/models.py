"""What the bookshop keeps in its database. Amounts are in cents."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Book(Base):
    __tablename__ = "books"

    id: Mapped[int] = mapped_column(primary_key=True)
    isbn: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    author: Mapped[str]
    year: Mapped[int]
    price: Mapped[int]
    reviews: Mapped[list["Review"]] = relationship(order_by="Review.id")


class Review(Base):
    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id"), index=True)
    name: Mapped[str]
    text: Mapped[str]
    photo: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    userid: Mapped[str]
    reference: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    address: Mapped[str]
    total: Mapped[int]
    status: Mapped[str]
    tried_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    lines: Mapped[list["OrderLine"]] = relationship(order_by="OrderLine.id")
    payment: Mapped["Payment | None"] = relationship()
    receipt: Mapped["Receipt | None"] = relationship()


class OrderLine(Base):
    __tablename__ = "order_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id"))
    quantity: Mapped[int]
    price: Mapped[int]
    book: Mapped[Book] = relationship()


class Payment(Base):
    __tablename__ = "payments"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    charge: Mapped[str]
    amount: Mapped[int]
    tax: Mapped[int]


class Receipt(Base):
    __tablename__ = "receipts"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    text: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
