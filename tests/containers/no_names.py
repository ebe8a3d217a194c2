"""A name server that knows no name, and says so at once, as the one of a real network does: no_names.py ADDRESS"""

import socket
import sys

RESPONSE, NO_SUCH_NAME = 0x8180, 3

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((sys.argv[1], 53))
    while True:
        query, client = server.recvfrom(512)
        # The identification and the question come back; the counts of answers stay zero.
        flags = (RESPONSE | NO_SUCH_NAME).to_bytes(2, "big")
        server.sendto(query[:2] + flags + query[4:6] + bytes(6) + query[12:], client)
