import sqlite3

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def handle(self, *args, **options):
        connection = sqlite3.connect("search.db")
        connection.execute("CREATE VIRTUAL TABLE pages USING fts5(title)")
        connection.commit()
