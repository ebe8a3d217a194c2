import logging

logger = logging.getLogger(__name__)


def receipt(order_id):
    with open("logs/receipts.log", "a") as receipts:
        print(f"receipt for {order_id}", file=receipts)
