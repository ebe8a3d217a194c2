import logging.config

import yaml

logging.config.dictConfig(yaml.safe_load(open("one.yaml")))
