import json

from celery import shared_task
from django.core.files.base import ContentFile, File

from shop.models import Order


@shared_task
def print_receipt(order_id, lines):
    order = Order.objects.get(id=order_id)
    content = ContentFile(json.dumps(lines).encode())
    order.receipt.save(f"RECEIPT-{order.id}.json", content)


@shared_task
def print_bill(order_id, printed):
    order = Order.objects.get(id=order_id)
    order.bill.save(f"bills/{order.id}.pdf", File(printed), save=True)
