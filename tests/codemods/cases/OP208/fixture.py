# case: another_machine
import RPi.GPIO  # finding
from flask import Flask

app = Flask(__name__)
app.run()

# case: trap_standard_library
import http.server
import sys

http.server.HTTPServer(("", 8000), http.server.BaseHTTPRequestHandler).serve_forever()
print(sys.argv)
