from app import app

app.app_context().push()


def count_books():
    return len(app.name)
