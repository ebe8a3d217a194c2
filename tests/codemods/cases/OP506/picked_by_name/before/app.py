import os

from quart import Quart

from profiles import blue, green, grey

PROFILES = {"blue": blue, "green": green, "grey": grey}

app = Quart(__name__)
app.config.from_object(PROFILES[os.environ["PROFILE"]])
