from unittest.mock import mock_open, patch

from app import app


def test_put():
    with patch("builtins.open", mock_open()) as opened:
        app.test_client().put("/notes/1", data=b"x")
    opened.assert_called_once_with("note-1.txt", "wb")
