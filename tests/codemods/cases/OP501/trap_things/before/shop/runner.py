import sqlalchemy
from sqlalchemy import create_engine

from shop import options

# A form to fill in is no address.
DSN = "postgresql+asyncpg://{user}:{password}@{host}:{port}/{database}"
OTHER = "mysql://%(user)s:%(password)s@%(host)s/shop"


def pod(image):
    # What a container is given is no setting of ours.
    return {"image": image, "env": [{"name": "DOCKER_HOST", "value": "unix:///run/user/1000/podman.sock"}]}


def field():
    return {"name": "url", "default": "redis://cache:6379/0"}


# Who calls says where the file is.
engine = create_engine("sqlite:///{0}".format(options.path))


def opened(path):
    return sqlalchemy.create_engine(f"sqlite:///{path}")


def again():
    global place
    place = "/var/lib/shop"
    return create_engine("sqlite:///" + place + "/a.db")


place = None
