SEARCH_URL = "http://localhost:9200"
