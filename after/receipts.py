"""The worker that settles payments and writes the receipts of paid orders: python receipts.py"""

import logging
import signal
import threading

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

import config
import heartbeat
import logconfig
import payments
import telemetry
from db import Session
from models import Order, Receipt

PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 2, 30

log = logging.getLogger(__name__)
waiting = telemetry.meter.create_gauge("bookshop.receipts.waiting", description="A hundred, or more")

stop = threading.Event()


def receipt_text(order):
    lines = [f"{config.SHOP_NAME}, receipt {order.id} for {order.name}"]
    lines += [f"{line.quantity} x {line.book.title}: {line.quantity * line.price / 100:.2f}" for line in order.lines]
    lines += [f"Total: {order.payment.amount / 100:.2f} {config.SHOP_CURRENCY}"]
    lines += [f"Tax included: {order.payment.tax / 100:.2f}"]
    return "\n".join(lines)


def missing_receipts():
    with Session() as db:
        missing = select(Order.id).where(Order.status == "paid", ~Order.receipt.has()).order_by(Order.id)
        return db.scalars(missing.limit(100)).all()


def write_receipt(order_id):
    """Write one receipt, whoever else is about to; several workers share the work."""
    with Session() as db:
        order = db.get(Order, order_id, with_for_update={"skip_locked": True})
        # Another worker has it, or had it since the orders were listed.
        if order is None or order.receipt:
            return
        db.add(Receipt(order_id=order_id, text=receipt_text(order)))
        try:
            db.commit()
        except IntegrityError:  # a database without row locks
            return
    log.info("Receipt for order %s", order_id)


def work():
    """One round; whether it went well."""
    try:
        missing = missing_receipts()
        waiting.set(len(missing))
        for order_id in missing:
            write_receipt(order_id)
            heartbeat.beat()
        for order_id in payments.open_orders():
            payments.reconcile(order_id)
            heartbeat.beat()
    except Exception:
        log.exception("The worker pauses, and tries again")
        return False
    return True


def main():
    logconfig.configure()
    telemetry.configure("bookshop-worker")
    pause = PAUSE_SECONDS
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        pause = PAUSE_SECONDS if work() else min(2 * pause, LONGEST_PAUSE_SECONDS)
        heartbeat.beat()
        stop.wait(pause)


if __name__ == "__main__":
    main()
