from settings import parser

PORT = parser["db"]["port"]
