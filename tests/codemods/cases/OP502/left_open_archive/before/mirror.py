import ftplib


def releases(folder):
    ftp = ftplib.FTP("ftp.archive.org", timeout=60)
    ftp.login()
    ftp.cwd(folder)
    return ftp.nlst()


def stock(folder):
    with ftplib.FTP("files.shop.internal") as ftp:
        ftp.login()
        ftp.cwd(folder)
        return ftp.nlst()
