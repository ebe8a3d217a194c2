import os

from flask import Blueprint, request

from .. import storage
from ..settings import MEDIA

bp = Blueprint('files', __name__)


@bp.route('/files/<name>', methods=['PUT'])
def put(name):
    storage.makedirs(MEDIA, exist_ok=True)
    with storage.open(os.path.join(MEDIA, name), 'wb') as target:
        target.write(request.data)
    return 'ok'


@bp.route('/files/<name>')
def get(name):
    return storage.send_file(os.path.join(MEDIA, name))


@bp.route('/files/<name>', methods=['DELETE'])
def delete(name):
    storage.delete(os.path.join(MEDIA, name))
    return 'ok'
