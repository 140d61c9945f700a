"""An editor as far as these tests need one: it talks to the YAML language server that editors use, over stdio."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

SERVER = Path(__file__).parent / "node_modules/yaml-language-server/bin/yaml-language-server"
SETTINGS = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
PATIENCE = 30


class Editor:
    """Has one file open at a time."""

    def __init__(self, root: Path) -> None:
        self._server = subprocess.Popen(
            ["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
        )
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        capabilities = {
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown", "plaintext"]}},
                "hover": {"contentFormat": ["markdown", "plaintext"]},
            },
            "workspace": {"configuration": True},
        }
        self._ask("initialize", processId=None, rootUri=root.as_uri(), capabilities=capabilities)
        self._say("initialized")

    def open(self, file: Path, text: str) -> list[dict[str, Any]]:
        """Open a file with a text, which need not be saved; return the faults that are shown."""
        self._uri = file.as_uri()
        self._text = text
        document = {"uri": self._uri, "languageId": "yaml", "version": 1, "text": text}
        self._say("textDocument/didOpen", textDocument=document)
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self._uri:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def completions(self, after: str) -> dict[str, dict[str, Any]]:
        """Return what is offered behind these words, by label."""
        found = self._ask("textDocument/completion", **self._at(after))
        return {item["label"]: item for item in found["items"]}

    def hover(self, on: str) -> str:
        """Return what is shown to somebody who points at the end of these words."""
        found = self._ask("textDocument/hover", **self._at(on, -1))
        return str(found["contents"]["value"]) if found else ""

    def close(self) -> None:
        """End the server."""
        self._ask("shutdown")
        self._say("exit")
        self._server.wait(PATIENCE)
        for pipe in (self._server.stdin, self._server.stdout):
            assert pipe
            pipe.close()

    def _at(self, words: str, by: int = 0) -> dict[str, Any]:
        before = self._text[: self._text.index(words) + len(words) + by]
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": self._uri}, "position": position}

    def _ask(self, method: str, **params: Any) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message["error"]
                return message.get("result")

    def _say(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _next(self) -> dict[str, Any]:
        """Return the next message; what the server asks of an editor is answered."""
        message = self._heard.get(timeout=PATIENCE)
        if "id" in message and "method" in message:
            asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
            answer = [SETTINGS if item.get("section") == "yaml" else {} for item in asked]
            self._send({"id": message["id"], "result": answer or None})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _listen(self) -> None:
        assert self._server.stdout
        while head := self._server.stdout.readline():
            length = int(head.partition(b":")[2])
            while self._server.stdout.readline().strip():
                pass
            self._heard.put(json.loads(self._server.stdout.read(length)))
