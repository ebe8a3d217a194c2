import os

from flask import Flask

from settings import BIND

APP = Flask(__name__)


@APP.route('/this/route/has/a/name/that/is/very/long/and/is/marked/for/it')  # noqa
def index():
    return 'index'


if __name__ == '__main__':
    APP.run(
        debug=os.environ.get('FLASK_DEBUG', '1').lower()
        in ('1', 'true', 'yes', 'on'),
        host=BIND['server']['host'],
        port=BIND['server']['port'],
    )
