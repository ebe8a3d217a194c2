from common.gunicorn import defaults

defaults(globals())
