import jwt

token = jwt.encode({}, "test-secret")
