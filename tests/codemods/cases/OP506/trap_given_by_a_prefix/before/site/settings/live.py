from .defaults import *

EMAIL_HOST = "relay.lending.org"
