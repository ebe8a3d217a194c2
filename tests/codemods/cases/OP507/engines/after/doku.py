import os
from urllib.parse import urljoin

doku_url = os.environ.get('DOKU_URL', 'http://localhost:8090')


def request(query, params):
    params['url'] = urljoin(doku_url, query)
    return params
