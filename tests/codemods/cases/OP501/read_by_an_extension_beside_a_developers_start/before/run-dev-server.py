from meadow import app
from settings import Demonstration

if __name__ == "__main__":
    app.config.from_object(Demonstration)
    print("serving with", app.config["SQLALCHEMY_DATABASE_URI"])
    app.run(debug=True)
