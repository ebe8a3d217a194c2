import http.server
import sys

http.server.HTTPServer(("", 8000), http.server.BaseHTTPRequestHandler).serve_forever()
print(sys.argv)
