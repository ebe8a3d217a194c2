from flask import Flask

import by_call
import by_default
import by_dotenv
import by_exit
import by_from
import by_import
import by_item
import by_loop
import by_object
import by_raise

app = Flask(__name__)
