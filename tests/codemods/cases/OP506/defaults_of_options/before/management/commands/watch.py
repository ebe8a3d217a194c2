import socket

from django.core.management.base import BaseCommand

YARD_HOST = "yard.shop.internal"


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--yard", default=YARD_HOST)

    def handle(self, *args, **options):
        with socket.create_connection((options["yard"], 7003)) as yard:
            yard.sendall(b"watch")
