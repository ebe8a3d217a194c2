import ftplib
import os


def releases(folder):
    ftp = ftplib.FTP("ftp.archive.org", timeout=60)
    ftp.login()
    ftp.cwd(folder)
    return ftp.nlst()


def stock(folder):
    with ftplib.FTP(os.environ.get("FTP_HOST", "files.shop.internal")) as ftp:
        ftp.login()
        ftp.cwd(folder)
        return ftp.nlst()
