from peewee import CharField, Model


class Card(Model):
    title = CharField()
