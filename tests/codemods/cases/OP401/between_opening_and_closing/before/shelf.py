from peewee import CharField, Model


class Book(Model):
    title = CharField()
