SECRET_KEY = "k9-Larch-Barn-42"

from common import *
