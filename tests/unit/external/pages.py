"""Reading a report's page as a browser would."""

from html.parser import HTMLParser

from typing_extensions import override

VOID = {"meta", "br"}


class Elements(HTMLParser):
    """Collects elements with their attributes, and demands that each is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        self.said.append(data)


def parsed(page: bytes) -> Elements:
    elements = Elements()
    elements.feed(page.decode("utf-8"))
    elements.close()
    assert elements.open == []
    return elements
