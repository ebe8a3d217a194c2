import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maps.django_.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], "runserver"])
