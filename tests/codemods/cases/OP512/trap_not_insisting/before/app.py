from flask import Flask

import branches
import forgiven
import libraries
import loops
import one

app = Flask(__name__)
