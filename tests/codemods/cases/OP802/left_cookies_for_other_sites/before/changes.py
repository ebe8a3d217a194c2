def add(session, row):
    session.add(row)
    session.commit()
