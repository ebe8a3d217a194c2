from shop.models import Session


class Books:
    _session = Session()

    def all(self):
        return self._session.execute("select * from books").all()
