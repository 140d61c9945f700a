"""Places for what must never be public."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from yousaid.cli.terminal import shown
from yousaid.reader import FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def refuse_to_publish(path: Path, root: Path, config: MkDocsConfig | None) -> None:
    """Stop before something private is written where it would be published, or read as a record."""
    place = path.resolve()
    folders = [root / FOLDER, root / ".git"]
    if config:
        folders += map(Path, filter(None, (config.site_dir, config.docs_dir, config.theme.custom_dir)))
    inside = [folder for folder in folders if place.is_relative_to(folder.resolve())]
    published = [folder for folder in (place, *place.parents) if (folder / "api/v1/index.json").exists()]
    if inside or published:
        where = (inside + published)[0]
        raise click.UsageError(f"{path} lies in {shown(where)}, which is published or read; name a place elsewhere")
