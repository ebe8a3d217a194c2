from shop import create_app, db


def create_all_tables():
    app = create_app()
    with app.app_context():
        db.create_all()


if __name__ == "__main__":
    create_all_tables()
