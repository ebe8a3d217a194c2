import os

from flask import Blueprint, request, send_file

from ..settings import MEDIA

bp = Blueprint('files', __name__)


@bp.route('/files/<name>', methods=['PUT'])
def put(name):
    os.makedirs(MEDIA, exist_ok=True)
    with open(os.path.join(MEDIA, name), 'wb') as target:
        target.write(request.data)
    return 'ok'


@bp.route('/files/<name>')
def get(name):
    return send_file(os.path.join(MEDIA, name))


@bp.route('/files/<name>', methods=['DELETE'])
def delete(name):
    os.remove(os.path.join(MEDIA, name))
    return 'ok'
