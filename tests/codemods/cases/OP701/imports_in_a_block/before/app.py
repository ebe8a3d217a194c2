from flask import Flask

app = Flask(__name__)

if not app.debug:
    import logging
    from logging.handlers import TimedRotatingFileHandler
    handler = TimedRotatingFileHandler('app.log', when='midnight', backupCount=7)
    handler.suffix = '%Y-%m-%d'
    handler.setFormatter(logging.Formatter('%(message)s'))
    app.logger.addHandler(handler)
