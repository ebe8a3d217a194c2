SEARCH_URL = "http://search:9200"
