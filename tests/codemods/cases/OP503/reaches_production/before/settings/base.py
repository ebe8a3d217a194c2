from settings.local import *
