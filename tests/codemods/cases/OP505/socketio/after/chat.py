from os import getenv

from flask import Flask
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO()


def main():
	socketio.init_app(app)
	socketio.run(
		app,
		debug=getenv('FLASK_DEBUG', '1').lower() in ('1', 'true', 'yes', 'on'),
		host=getenv('HOST', '127.0.0.1'),
		port=getenv('PORT', '5000'),
		allow_unsafe_werkzeug=True,
	)  # dev


if __name__ == '__main__':
	name = getenv('CHAT_NAME')
	main()
