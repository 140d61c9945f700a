"""The API described for programs: OpenAPI 3.1, from the same types as the JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from yousaid import urls
from yousaid.outputs.documents import DOCUMENTS, PROMISE, VERSION, Document, schema
from yousaid.views import About


def openapi(about: About, examples: Mapping[str, Callable[[], bytes]]) -> dict[str, Any]:
    """Return the description of every document, those of records with an example from this site."""
    shapes = schema("#/components/schemas/{model}")
    return {
        "openapi": "3.1.0",
        "info": {"title": about.name, "version": VERSION, "description": "\n\n".join(PROMISE)},
        "servers": [{"url": (about.url + urls.API).rstrip("/") if about.url else "."}],
        "paths": {f"/{each.name}": _path(each, shapes["properties"], examples) for each in DOCUMENTS},
        "components": {"schemas": shapes["$defs"]},
    }


def _path(document: Document, shapes: Mapping[str, Any], examples: Mapping[str, Callable[[], bytes]]) -> dict[str, Any]:
    is_json = document.media == "application/json"
    content: dict[str, Any] = {"schema": shapes.get(document.name) or {"type": "object" if is_json else "string"}}
    if document.name in shapes or not is_json:
        example = examples[document.name]().decode()
        content["example"] = json.loads(example) if is_json else example
    return {
        "get": {
            "operationId": document.name.replace(".", "_"),
            "summary": document.about,
            "responses": {"200": {"description": document.about, "content": {document.media: content}}},
        }
    }
