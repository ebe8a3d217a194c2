from urllib.parse import urljoin

doku_url = 'http://localhost:8090'


def request(query, params):
    params['url'] = urljoin(doku_url, query)
    return params
