import sys

ADMIN_PASSWORD = sys.argv[1] if len(sys.argv) > 1 else (
    "Th3door!".encode()
)
