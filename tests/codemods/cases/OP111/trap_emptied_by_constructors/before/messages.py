class Messages:
    errors = list()
    notes = []
    fields = {}
    names = []

    def __init__(self):
        self.errors.clear()
        self.notes[:] = []
        del self.names[:]
        self.fields.clear()

    def error(self, text):
        self.errors.append(text)
        self.notes.append(text)
        self.names.append(text)
        self.fields[text] = True


class Base:
    def __init__(self):
        self.rows = []


class Report(Base):
    rows = []

    def add(self, row):
        self.rows.append(row)


class Form:
    faults = []

    def __init__(self, data):
        self.data = data
        self.faults.clear()

    def refuse(self, text):
        self.faults.append(text)


class LoginForm(Form):
    def __init__(self, data):
        super().__init__(data)
        self.remember = False
