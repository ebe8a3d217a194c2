"""The worker that writes the receipts of paid orders: python receipts.py"""

import logging
import signal
import threading

from sqlalchemy import select

import config
import logconfig
from db import Session
from models import Order, Receipt

log = logging.getLogger(__name__)

stop = threading.Event()


def receipt_text(order):
    lines = [f"{config.SHOP_NAME}, receipt {order.id} for {order.name}"]
    lines += [f"{line.quantity} x {line.book.title}: {line.quantity * line.price / 100:.2f}" for line in order.lines]
    lines += [f"Total: {order.payment.amount / 100:.2f} {config.SHOP_CURRENCY}"]
    lines += [f"Tax included: {order.payment.tax / 100:.2f}"]
    return "\n".join(lines)


def write_receipts():
    """Write what is missing, at most twenty at a time; several workers share the work."""
    with Session() as db:
        orders = db.scalars(
            select(Order)
            .where(Order.status == "paid", ~Order.receipt.has())
            .order_by(Order.id)
            .limit(20)
            .with_for_update(skip_locked=True)
        ).all()
        for order in orders:
            db.add(Receipt(order_id=order.id, text=receipt_text(order)))
            log.info("Receipt for order %s", order.id)
        db.commit()


def main():
    logconfig.configure()
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        write_receipts()
        stop.wait(2)


if __name__ == "__main__":
    main()
