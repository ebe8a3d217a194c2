from urllib.parse import urljoin

base_url = 'http://localhost:8090'


def request(query, params):
    params['url'] = urljoin(base_url, query)
    return params
