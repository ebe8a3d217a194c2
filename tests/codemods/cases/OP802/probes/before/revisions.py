"""Alembic's templates: for one sqlalchemy database, or for many."""


def template(multidb=False):
    return "multidb" if multidb else "single"
