"""Rich text as the tree of nodes that the typst template reads."""

from typing import Any

from wagtail.rich_text import expand_db_html

from practices.rich_text import Block, Run, from_html, from_text

Node = dict[str, Any]
_ABSOLUTE = ("http://", "https://", "mailto:", "tel:")


def nodes_of_html(html: str) -> list[Node]:
    """Return the paragraphs, headings and nested lists of rich text."""
    return _tree(from_html(expand_db_html(html)))


def nodes_of_text(text: str) -> list[Node]:
    """Return plain text as paragraphs."""
    return _tree(from_text(text))


def _tree(blocks: list[Block]) -> list[Node]:
    root: list[Node] = []
    # The lists that are open, outermost first: an item goes into the last one at its level.
    open_lists: list[Node] = []
    for block in blocks:
        if not block.is_item:
            open_lists = []
            root.append({"kind": "p" if block.kind == "p" else "h", "runs": _runs(block)})
            continue
        del open_lists[block.level + 1 :]
        if len(open_lists) == block.level + 1 and open_lists[-1]["kind"] != block.kind:
            open_lists.pop()
        if len(open_lists) <= block.level:
            new: Node = {"kind": block.kind, "items": []}
            (open_lists[-1]["items"][-1]["children"] if open_lists else root).append(new)
            open_lists.append(new)
        open_lists[-1]["items"].append({"runs": _runs(block), "children": []})
    return root


def _runs(block: Block) -> list[Node]:
    return [_run(run) for run in block.runs]


def _run(run: Run) -> Node:
    # A link inside the site would lead nowhere from a file.
    href = run.href if run.href.startswith(_ABSOLUTE) else ""
    return {"text": run.text, "strong": run.strong, "emphasis": run.emphasis, "href": href}
