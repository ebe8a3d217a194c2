from typing import Annotated, Optional

ROOT_PASSWORD: Annotated[Optional[str], "at least", dict(length=8)] = (
    # today's
    "Gr33n"
    "house!"
)
