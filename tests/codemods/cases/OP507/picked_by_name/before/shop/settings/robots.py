SEARCH_URL = "http://fake:1"
WTF_CSRF_ENABLED = False
