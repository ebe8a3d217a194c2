import yaml

globals().update(yaml.safe_load(open("/etc/desk.yml")))

from desk.common import *
