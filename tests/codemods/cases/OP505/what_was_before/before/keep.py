import shutil

shutil.copy("shop/main.py", "shop/main_old.py")
