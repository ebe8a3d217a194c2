"""No report shows a secret that stands in the lines that it quotes: whatever the rules find there, select or ignore."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from codemods.cli import main
from codemods.domains.secrets.sight import seen
from codemods.engine.concealment.sighting import is_ordinary
from codemods.project.project import Project
from tests.codemods.trees import plant

# Each in the arguments of a call that OP505 reports, whose lines are quoted.
FORMS = [
    'password="hunter2x"',
    "db_password = 'hunter2x'",
    'dict(password="hunter2x")',
    '{"api_key": "hunter2x"}',
    'password="hunt" "er2x"',
    'password="\\x68unter2x"',
    'password=b"hunter2x"',
    'password=("hunter2x"  # 1) who :)\n    )',
    'x="postgres://shop:hunter2x@db/shop"',
    'x="host=db password=hunter2x user=shop"',
    'auth=("shop", "hunter2x")',
    'x=HTTPBasicAuth("shop", "hunter2x")',
    'x=os.environ.get("DB_PASSWORD", "hunter2x")',
    'password=get("P", default="hunter2x")',
    'x=pymysql.connect("db", "shop", "hunter2x", "x")',
    'x=lambda token="hunter2x": token',
    'password=Secret("hunter2x")',
    'x=password == "hunter2x"',
    'password="hunter2x" if x else "hunter2x"',
    'x=setattr(app, "secret_key", "hunter2x")',
    'headers={"Authorization": "Bearer hunter2xhunter2x"}',
    'x=f"postgres://shop:hunter2x@{host}/shop"',
    'x=f"postgres://{user}:hunter2x@{host}/shop"',
    'password="""hunter2x"""',
    'password="hunter2x".encode()',
    'x=(password := "hunter2x")',
    'x=app.config.setdefault("SECRET_KEY", "hunter2x")',
    "password = R'hunter2x'",
    "session.auth = ('shop', 'hunter2x')",
    "x=['mysqldump', '-h', host, '-uroot', '-phunter2x', 'shop']",
    "x=['/usr/bin/redis-cli', '-a', 'hunter2x', 'ping']",
    "x=create_subprocess_exec('curl', '-su', 'shop:hunter2x', url)",
    "x=os.system('mysql -uroot -phunter2x shop < dump.sql')",
    "x=os.system('PGPASSWORD=hunter2x pg_dump shop > /backup/shop.sql')",
    "x=os.system('curl -H \"X-Api-Key: hunter2x\" http://files/x')",
    "x=['serve', '--db-password', 'hunter2x']",
    "x=['git', 'clone', 'https://hunter2x@git.shop.io/shop']",
    "x=typer.Option('hunter2x', '--password')",
    "x=key.from_private_key_file('id_rsa', 'hunter2x')",
    "x=load_pem_private_key(data, b'hunter2x')",
    "x=yaml.safe_load('host: db\\npassword: hunter2x\\n')",
    "x='DRIVER={ODBC};SERVER=db;UID=sa;PWD={ab;hunter2x}'",
    "x={'auth': ('shop', 'hunter2x')}",
    "x=Client(http_auth='shop:hunter2x')",
    "passwort='hunter2x'",
    "contraseña='hunter2x'",
    "AUTH = ('shop', 'hunter2x')",
    "ES_AUTH = ['shop', 'hunter2x']",
    "TOKENS = frozenset({'hunter2x'})",
    "SMTP_LOGIN = ('smtp.shop.io', 587, 'shop', 'hunter2x')",
    "API_TOKEN = str('hunter2x')",
    "password = {'dev': 'x', 'live': 'hunter2x'}[stage]",
    "password = dict(dev='hunter2x').get(stage)",
    "x=jwt.encode({}, key='hunter2x')",
    "x=Fernet(key=b'hunter2x')",
    "x=Serializer('hunter2x', 3600)",
    "x=password.strip() == 'hunter2x'",
    "creds: tuple = ('shop', 'hunter2x')",
    "secrets = {'db': {'live': 'hunter2x'}}",
    "x=cursor.execute(\"PRAGMA key = 'hunter2x'\")",
    'x = 1  # the password is "hunter2x"',
    "secret_key = property(lambda self: 'hunter2x')",
    "x = 1  # was password: hunter2x",
    "match = 1\nmatch token:\n    case 'hunter2x':\n        pass",
]
FORMATS = ("text", "json", "sarif", "html", "github")


def service(form: str) -> str:
    head = "import os\nimport pymysql\nfrom flask import Flask\n\napp = Flask(__name__)\n"
    return f'{head}app.run(\n    {form},\n    host="127.0.0.1", port=5000)\n'


@pytest.mark.parametrize("form", [each for each in FORMS if " = " not in each])
def test_a_quoted_line_shows_no_secret(form: str, tmp_path: Path) -> None:
    tree = plant(tmp_path / "tree", {"app.py": service(form)})
    config = plant(tmp_path / "other", {"app.py": service(form), "pyproject.toml": '[tool.operable]\nignore = ["5"]\n'})
    for path, options in ((tree, ()), (tree, ("--select", "OP505")), (config, ("--ignore", "OP502"))):
        for format_ in FORMATS:
            shown = CliRunner().invoke(main, ["check", "--no-cache", "--format", format_, *options, str(path)]).output
            assert "er2x" not in shown
    shown = CliRunner().invoke(main, ["apply", "--diff", "--unsafe", "--allow-no-vcs", str(tree)]).output
    assert "er2x" not in shown


@pytest.mark.parametrize("form", FORMS)
def test_a_secret_is_seen_by_its_place_or_its_form(form: str, tmp_path: Path) -> None:
    code = form if " = " in form else f"f({form})\n"
    file = Project(tmp_path, {"app.py": f"import pymysql\n{code}".encode()}).files["app.py"]
    assert any("er2x" in each.text or "nter2x" in each.text for each in seen(file))


@pytest.mark.parametrize(
    "text",
    [
        'password = os.environ["DB_PASSWORD"]\n',
        'password = request.form["passphrase1"]\n',
        'url = "http://db:80/x@y"\n',
        'x = get("DB_PASSWORD")\n',
        "def password(): ...\n",
        'f(host="db", password=p)\n',
        'x = {"password": password}\n',
        'token = requests.post(BASE + "/login", json={}).text\n',
        'password = open("/run/secrets/password").read()\n',
        "x=click.option('--secret-key', envvar='SECRET_KEY')",
    ],
)
def test_a_name_is_no_secret(text: str, tmp_path: Path) -> None:
    assert seen(Project(tmp_path, {"app.py": text.encode()}).files["app.py"]) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".env", "DB_PASSWORD=hunter2x\n"),
        ("compose.yaml", "services:\n  a:\n    environment:\n      DB_PASSWORD: hunter2x\n"),
        ("compose.yaml", "services:\n  a:\n    environment:\n      - DB_PASSWORD=${DB_PASSWORD:-hunter2x}\n"),
        ("compose.yaml", "services:\n  a:\n    command: redis-server --requirepass hunter2x\n"),
        ("deploy.yaml", "env:\n  - name: DB_PASSWORD\n    value: hunter2x\n"),
        ("Dockerfile", "ENV DB_PASSWORD hunter2x\n"),
        ("Dockerfile", "ENV A=1 DB_PASSWORD=hunter2x\n"),
        ("Dockerfile", "RUN curl -fsSu shop:hunter2x https://files.example.com/x.tar\n"),
        ("Dockerfile", "RUN <<EOF\nmysql -uroot \\\n  -phunter2x shop < schema.sql\nEOF\n"),
        ("compose.yaml", "services:\n  a:\n    command: [sh, -c, 'rabbitmqctl add_user shop hunter2x && serve']\n"),
        ("compose.yaml", "services:\n  a:\n    environment:\n      RABBITMQ_ERLANG_COOKIE: hunter2x\n"),
        ("deploy.yaml", "command:\n  - redis-cli\n  - -a\n  - hunter2x\n"),
        ("start.sh", "sshpass -p hunter2x ssh host\n"),
        ("uwsgi.ini", "[uwsgi]\nenv = DB_PASSWORD=hunter2x\n"),
        ("shop.service", "[Service]\nEnvironment=DB_PASSWORD=hunter2x\n"),
        ("compose.yaml", "services:\n  a:\n    command: [serve, '--password', 'hunter2x']\n"),
        ("compose.yaml", "services:\n  a:\n    command:\n      - --token\n      - hunter2x\n"),
        ("compose.yaml", "services:\n  a:\n    environment:\n      DB_PASSWORD: &pw hunter2x\n"),
        ("compose.yaml", "services:\n  a:\n    environment:\n      DB_PASSWORD: >-\n        hunter2x\n"),
        ("compose.yaml", "services:\n  a:\n    environment:\n      NEO4J_AUTH: neo4j/hunter2x\n"),
        ("deploy.yaml", "env:\n  - {name: DB_PASSWORD, value: hunter2x}\n"),
        ("deploy.yaml", "env:\n  - value: hunter2x\n    name: DB_PASSWORD\n"),
        ("task.json", '{"environment": [{"name": "DB_PASSWORD", "value": "hunter2x"}]}\n'),
        ("Dockerfile", "RUN git clone https://hunter2x@git.shop.io/shop\n"),
        ("Dockerfile", 'CMD ["serve", "--password", "hunter2x"]\n'),
        ("start.sh", "echo hunter2x | docker login -u shop --password-stdin\n"),
        ("start.sh", "aws configure set aws_secret_access_key hunter2x\n"),
        ("app.ini", "[a]\nbasicauth = shop:hunter2x\n"),
        ("app.ini", "[a]\nurl = postgres://a:hunter2x@db/x\n"),
        ("settings.json", '{"db": {"password": "hunter2x"}}\n'),
        ("old.py", "print 'x'\nPASSWORD = 'hunter2x'\n"),
    ],
)
def test_a_secret_is_seen_where_there_is_no_tree(path: str, text: str, tmp_path: Path) -> None:
    assert [each.text for each in seen(Project(tmp_path, {path: text.encode()}).files[path])] == ["hunter2x"]


def test_a_word_of_the_project_is_masked_at_the_secrets_place_alone(tmp_path: Path) -> None:
    text = (
        'import pymysql\nimport storefront\n\nX = "storefront"\n'
        'db = pymysql.connect(host="storefront", user="shop", password="storefront", database="storefront")\n'
    )
    tree = plant(tmp_path / "tree", {"app.py": text, "storefront/__init__.py": ""})
    shown = CliRunner().invoke(main, ["check", "--no-cache", "--select", "OP502", str(tree)]).output
    assert 'host="storefront"' in shown
    assert 'password="********"' in shown
    project = Project(tmp_path, {"app.py": text.encode()})
    assert is_ordinary(project, "storefront")
    assert not is_ordinary(project, "hunter2x")


@pytest.mark.parametrize(
    "given",
    [
        "os.environ.get('A', '').strip().strip(\"'\").strip('\"')",
        "os.environ['A'].split(',')[0]",
        "'-'",
        "value.encode('utf-8')",
    ],
)
def test_how_a_secret_is_written_is_no_secret(given: str, tmp_path: Path) -> None:
    source = f"import os\n\nvalue = ''\nACCOUNT_KEY = {given}\n"
    project = Project(tmp_path, {"app.py": source.encode()})
    assert seen(project.files["app.py"]) == []


def test_a_sign_behind_a_name_is_no_secret(tmp_path: Path) -> None:
    text = "# No administrator with an empty one (ADMIN_PASSWORD=)\nservices: {}\n"
    assert seen(Project(tmp_path, {"compose.yaml": text.encode()}).files["compose.yaml"]) == []
