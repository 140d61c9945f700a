"""``yousaid serve``."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from yousaid import engine
from yousaid.cli.examples import examples
from yousaid.cli.repository import ROOT, configuration
from yousaid.cli.terminal import stop


@click.command(epilog=examples("yousaid serve", "yousaid serve --open", "yousaid serve --address 127.0.0.1:8080"))
@ROOT
@click.option("--address", metavar="IP:PORT", help="Where to listen; 127.0.0.1:8000 unless mkdocs.yml says otherwise.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in a browser.")
def serve(root: Path, address: str | None, open_browser: bool) -> None:
    """Show the site in a browser, and follow every change.

    Faults are shown in the page; it comes back when they are corrected. Stop with Ctrl-C.
    """
    config, faults = configuration(root, show_errors=True)
    if config is None:
        stop(faults)
    host, port = config.dev_addr
    path = urlsplit(config.site_url or "/").path or "/"
    click.echo(f"Serving at http://{address or f'{host}:{port}'}{path} (stop with Ctrl-C)")
    try:
        engine.serve(root, address, open_browser)
    except engine.BuildError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
