"""The command line program `nolike`."""

import bot.light_imports  # noqa: F401, I001 - it must come before all else

import gc
import os
import sys
from zoneinfo import reset_tzpath

from bot.cli import (  # noqa: F401 - each adds its commands
    backup,
    calls,
    campaign,
    campaign_files,
    counts,
    import_counts,
    install,
    move,
    people,
    rekey,
    run,
    site,
    sources,
    terminal,
    upgrade,
)
from bot.cli.program import FAILED, MISUSED, program, spoken, stop_with
from bot.config import ConfigError
from bot.core.model.errors import Refusal
from bot.core.model.input.toml_form import Mistakes
from storage import MisusedError, MovedError, RestoringError, StorageError

# What was imported stays to the end, so it is never garbage: a start costs a third less, a collection far less.
gc.freeze()
gc.enable()


def main() -> None:
    """Run the program; an error is one sentence on standard error and an exit code."""
    # Only the operator may read the database, its log, .env and exports.
    os.umask(0o077)
    # The bundled time zones win over the system's, which may still have Morocco at UTC+1.
    reset_tzpath(to=[])
    try:
        program()
    except ConfigError as wrong:
        stop_with(str(wrong), MISUSED)
    except (MisusedError, MovedError, RestoringError) as wrong:
        # The code with which systemd does not start it again.
        stop_with(str(wrong), MISUSED)
    except StorageError as trouble:
        stop_with(str(trouble), FAILED)
    except Refusal as refusal:
        stop_with(spoken(refusal.text), FAILED)
    except Mistakes as mistakes:
        # A file that is right in itself, and would undo what others did, is no wrong usage.
        code = FAILED if isinstance(mistakes, campaign.EditedInDeskError) else MISUSED
        stop_with("\n".join(spoken(text) for text in mistakes.texts), code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILED)
    except OSError as trouble:
        stop_with(f"{trouble.filename or 'nolike'}: {trouble.strerror or type(trouble).__name__}.", FAILED)
    except Exception as fault:
        if os.environ.get("LOG_LEVEL", "").lower() == "debug":
            raise
        # The exception's own text may contain a secret.
        stop_with(
            f"nolike failed: {type(fault).__name__}. With LOG_LEVEL=debug in the environment it says where.", FAILED
        )
