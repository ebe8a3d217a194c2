import logging

log = logging.getLogger(__name__)


def charge(order_id, total):
    with open("logs/payments.log", "a") as payments:
        payments.write(f"order {order_id}: {total:.2f} charged\n")
    with open("logs/payments.log", "a") as payments:
        payments.write(f"order {order_id!r}: 100% paid by {order_id}\n")
