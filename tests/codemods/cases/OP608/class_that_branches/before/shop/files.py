from dataclasses import dataclass
import os


@dataclass
class FileSettings:
    stage: str

    @property
    def file(self) -> str:
        return FILES[self.stage]


FILES = {"prod": "prod.ini"}
SETTINGS = FileSettings(stage=os.environ.get("STAGE", "prod"))
