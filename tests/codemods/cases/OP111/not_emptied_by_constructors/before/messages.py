class Kept:
    errors = []

    def __init__(self):
        self.errors.clear()

    def error(self, text):
        self.errors.append(text)


class Asked:
    notes = []

    def __init__(self):
        self.notes.clear()

    def note(self, text):
        self.notes.append(text)


class Perhaps:
    faults = []

    def __init__(self, fresh=False):
        if fresh:
            self.faults.clear()

    def refuse(self, text):
        self.faults.append(text)


class Base:
    rows = []

    def __init__(self):
        self.rows.clear()

    def add(self, row):
        self.rows.append(row)


class Report(Base):
    def __init__(self, title):
        self.title = title


kept = Kept()
