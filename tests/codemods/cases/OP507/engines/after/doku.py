import os
from urllib.parse import urljoin

base_url = os.environ.get('DOKU_BASE_URL', 'http://localhost:8090')


def request(query, params):
    params['url'] = urljoin(base_url, query)
    return params
