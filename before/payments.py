"""What a card is charged for, and what became of it.

An order stands whole in the database before the card network hears of it: "pending". It is "paid" once the card is
charged, "unpaid" where the card network refuses; the customer may try again. A process that is killed, and an answer
that does not come, leave it pending: reconcile() asks the card network, which knows a charge by the order's reference.
What it never heard of is "cancelled".
"""

import logging
import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

import config
import telemetry
from db import Session
from lib import taxes
from models import Order, Payment

sys.path.insert(0, "/mnt/fileserver/python")
import cardnetwork

# No attempt to pay is still under way after the first, and no charge turns up after the second.
ASK_AFTER = timedelta(seconds=30)
GIVE_UP_AFTER = timedelta(minutes=5)

OPEN = ("pending", "unpaid")

log = logging.getLogger(__name__)

card_network = cardnetwork.Client(config.CARD_NETWORK_URL, config.CARD_NETWORK_API_KEY, timeout=18)


def pay(order_id, reference, total, card_number, tried_at):
    """Charge the card for a pending order and return whether that is sure; reconcile() finds out about the others.

    tried_at is when this attempt began, None if there is an earlier one that is not answered yet: that one may have
    charged the card. Raises cardnetwork.CardNetworkError if no attempt has.
    """
    try:
        with telemetry.tracer.start_as_current_span("charge"):
            charge = card_network.charge(reference, total, config.SHOP_CURRENCY, card_number)
    except cardnetwork.ChargeUnknown as error:
        log.warning("Order %s may be paid: %s", order_id, error)
        return False
    except cardnetwork.CardNetworkError as error:
        log.warning("Order %s is not paid: %s", order_id, error)
        with Session() as db:
            order = db.get(Order, order_id, with_for_update=True)
            if order.tried_at != tried_at:  # an earlier or a later attempt may have charged it
                return order.status == "paid"
            order.status = "unpaid"
            db.commit()
        raise
    with Session() as db:
        order = db.get(Order, order_id, with_for_update=True)
        if order.status != "paid":
            settle(db, order, charge)
        db.commit()
    return True


def settle(db, order, charge):
    order.status = "paid"
    db.add(Payment(order_id=order.id, charge=charge, amount=order.total, tax=taxes.included(order.total)))
    with open("logs/payments.log", "a") as payments:
        payments.write(f"order {order.id}: {order.total} {config.SHOP_CURRENCY} charged as {charge}\n")
    log.info("Order %s is paid", order.id)


def open_orders():
    """The orders that were not paid when the customer tried, and not since."""
    with Session() as db:
        tried = select(Order.id).where(Order.status.in_(OPEN), Order.tried_at < datetime.now(UTC) - ASK_AFTER)
        return db.scalars(tried.order_by(Order.tried_at).limit(20)).all()


def reconcile(order_id):
    """Ask the card network what became of an open order. No transaction waits for its answer, and several workers may
    ask: whoever is first settles.
    """
    now = datetime.now(UTC)
    with Session() as db:
        found = db.execute(
            select(Order.reference, Order.tried_at, Order.tried_at < now - GIVE_UP_AFTER).where(
                Order.id == order_id, Order.status.in_(OPEN), Order.tried_at < now - ASK_AFTER
            )
        ).first()
    if found is None:
        return
    reference, tried_at, is_late = found
    charge = card_network.find(reference)
    with Session() as db:
        order = db.get(Order, order_id, with_for_update=True)
        if order.status not in OPEN:
            return
        if charge:
            settle(db, order, charge)
        elif order.tried_at == tried_at and (order.status == "unpaid" or is_late):
            order.status = "cancelled"
            log.warning("Order %s is cancelled: the card network knows no charge", order_id)
        db.commit()
