from jobs.server import JobServer

server = JobServer()
server.run("0.0.0.0", 9000)
