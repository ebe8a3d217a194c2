from .extensions import db, login_manager


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    views = db.Column(db.Integer)
    reviews = db.relationship("Review")

    @property
    def stars(self):
        return sum(each.stars for each in self.reviews)

    def to_json(self):
        return {"id": self.id, "title": self.title, "stars": self.stars}

    def viewed(self):
        self.views += 1
        db.session.commit()


class Review(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    stars = db.Column(db.Integer)
    book_id = db.Column(db.ForeignKey("book.id"))


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(User, user_id)
