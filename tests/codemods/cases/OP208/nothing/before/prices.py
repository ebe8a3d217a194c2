import tariffs
