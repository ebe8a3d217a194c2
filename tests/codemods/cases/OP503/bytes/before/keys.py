FERNET_KEY = b"kZr0Vd0xkZr0Vd0xkZr0Vd0xkZr0Vd0xkZr0Vd0xk8I="
SECRET_KEY = b'_5#y2L"F4Q8z\n\xec]/'
SIGNING_KEY = "s3cr3t-of-7-gnomes".encode()
