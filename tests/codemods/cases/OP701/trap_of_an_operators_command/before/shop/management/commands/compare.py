import logging


class Command:
    def handle(self, *args, **options):
        logging.getLogger().addHandler(logging.FileHandler(options["report"]))
