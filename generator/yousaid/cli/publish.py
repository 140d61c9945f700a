"""``yousaid publish``."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import click

from yousaid import delivery
from yousaid.cli.examples import examples
from yousaid.cli.repository import ROOT, configuration
from yousaid.cli.terminal import saying, shown, stop
from yousaid.publish import BusyError

_AS_IT_WAS = "what is published is as it was"
_HINTS = {
    errno.EACCES: "you have no permission; the folder that it lies in must be yours to write in, too",
    errno.EPERM: "you have no permission; the folder that it lies in must be yours to write in, too",
    errno.EROFS: "nothing can be written on this disk",
    errno.ENOSPC: "the disk is full; the new and the old site need room side by side, for what is changed",
    errno.EDQUOT: "your part of the disk is full; the new and the old site need room side by side, for what is changed",
    errno.EEXIST: "it is in the way",
    errno.EBUSY: "something is mounted there; publish into a folder inside of it, and let the server serve that one",
    errno.EXDEV: "something is mounted there; publish into a folder inside of it, and let the server serve that one",
}


@click.command(
    epilog=examples(
        "yousaid publish /var/www/feedback",
        "yousaid publish --site public --wait /var/www/feedback",
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@ROOT
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    help="The finished build; site/ unless mkdocs.yml says otherwise.",
)
@click.option(
    "--keep",
    type=click.IntRange(min=0),
    default=delivery.KEEP,
    show_default=True,
    help="For how many publishings old styles and programs stay, which pages that are open still ask for.",
)
@click.option("--wait", is_flag=True, help="Wait while somebody else publishes there, rather than stop.")
def publish(folder: Path, root: Path, site: Path | None, keep: int, wait: bool) -> None:
    """Put a finished build where readers see it, in one step.

    DIR is a folder for the site alone: what is not in the build is deleted. Only files that changed are written; all
    others stay the same files with their times, so that rsync sends only what changed. If anything goes wrong, the
    old site stays as it is. If DIR is a symbolic link, the link stays and the folder that it leads to is replaced.

    Let the server, or the container, serve DIR by its path. One that holds on to the folder itself (a container with
    DIR mounted into it) does not see the new one: let it have the folder above.
    """
    try:
        with saying("Publishing"):
            done = delivery.deliver(site or _built(root), folder, keep, wait)
    except delivery.RefusedError as error:
        raise click.UsageError(str(error)) from None
    except (delivery.ChangedError, BusyError) as error:
        click.echo(f"{error}; {_AS_IT_WAS}", err=True)
        sys.exit(1)
    except OSError as error:
        hint = _HINTS.get(error.errno or 0)
        click.echo(f"the site cannot be published: {error}{f'; {hint}' if hint else ''}\n{_AS_IT_WAS}", err=True)
        sys.exit(2)
    click.echo(_said(done, folder))


def _built(root: Path) -> Path:
    """Return the folder into which the site is built."""
    config, faults = configuration(root)
    if config is None:
        stop(faults)
    return Path(config.site_dir)


def _said(done: delivery.Delivery, folder: Path) -> str:
    """Return what was done, in a line or two."""
    if not done.written and not done.gone:
        return f"Nothing has changed: {shown(folder)}/ holds these {done.same:,} files"
    lines = [
        f"{shown(folder)}/: {done.written:,} files are new or changed, {done.gone:,} gone, {done.same:,} as before"
    ]
    if done.kept:
        lines.append(f"{len(done.kept):,} old styles and programs stay for a while, for pages that are open")
    if not done.in_one_step:
        lines.append("This system cannot exchange two folders in one step: for a moment there was no site")
    return "\n".join(lines)
