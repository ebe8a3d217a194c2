import socket

from django.core.management.base import BaseCommand

BELL_HOST = "bell.shop.internal"
DOOR_PORT = 7001
GATE_PORT = 7002


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--bell", default=BELL_HOST)
        parser.add_argument("--door", type=int, default=DOOR_PORT)
        parser.add_argument("--gate", type=int, default=GATE_PORT)

    def handle(self, *args, **options):
        with socket.create_connection((options["bell"], options["door"])) as bell:
            bell.sendall(b"%d" % GATE_PORT)
