from app import Maker

session = Maker()
session.execute("insert into books values ('Emma')")
session.commit()
