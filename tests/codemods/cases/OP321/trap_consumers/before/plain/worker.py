class Radio:
    def listen(self):
        return ["news"]

    def consume(self):
        return ["bread"]


for each in Radio().listen():
    print(each)
for each in Radio().consume():
    print(each)
