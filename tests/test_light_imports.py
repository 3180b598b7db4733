"""Libraries that are imported without what they would load for nothing."""

import subprocess
import sys

WITHOUT = (
    "import sys, bot.cli; assert not {'rich', 'pygments'} & sys.modules.keys();"
    "from rich.syntax import Syntax; Syntax('1', 'python')"
)
NO_ORM = (
    "import sys, bot.cli; assert 'sqlalchemy.orm' not in sys.modules;"
    "from sqlalchemy.ext.asyncio.session import AsyncSession; assert AsyncSession.__init__"
)
WITH = "import sys, rich, bot.light_imports; assert sys.modules['rich'] is rich"


def test_the_program_starts_without_the_orm_which_can_still_be_imported_afterwards() -> None:
    subprocess.run([sys.executable, "-c", NO_ORM], check=True)


def test_the_program_starts_without_rich_and_pygments_which_can_still_be_imported_afterwards() -> None:
    for program in (WITHOUT, WITH):
        subprocess.run([sys.executable, "-c", program], check=True)
