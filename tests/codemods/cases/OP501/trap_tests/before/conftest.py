URL = "postgresql://test:test@localhost/test"
