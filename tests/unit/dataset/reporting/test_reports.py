"""What was found is told as rows, as one page and as facts, whatever the data hold."""

import csv
import io
import json
from html.parser import HTMLParser

import pytest
from typing_extensions import override

from tests.unit.dataset.checking.wards import Columns, category, number, put, sound, table, ward
from trainer.dataset.checking.findings import MAX_SPOTS
from trainer.dataset.checking.run import DataCheck, check_table
from trainer.dataset.reporting.facts import facts_of
from trainer.dataset.reporting.page import MAX_ROWS, report_page
from trainer.dataset.reporting.rows import HEADER, report_csv

HOSTILE = "=HYPERLINK(\"x\")<script>alert('1')</script>&\u202e\x1b[31m"


def check_of(columns: Columns, name: str = "ward.csv") -> DataCheck:
    return check_table(table(columns), ward(), name)


def lines(check: DataCheck) -> list[dict[str, str]]:
    text = report_csv(check).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


class Page(HTMLParser):
    """Tags and text of a page, and whether every tag that opens is closed."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(data.decode())
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)


def test_each_row_of_each_finding_has_a_line_with_what_is_proposed_for_it() -> None:
    columns = put(put(sound(), "weight", ["80,5", "90,5"]), "sex", ["x"], first=7)

    found = [line for line in lines(check_of(columns)) if line["severity"] == "stop"]

    assert [
        (one["rule"], one["row"], one["line"], one["column"], one["value"], one["mend"])
        for one in found
    ] == [
        ("decimal-comma", "1", "2", "weight", "80,5", "80.5"),
        ("decimal-comma", "2", "3", "weight", "90,5", "90.5"),
        ("value-unknown", "8", "9", "sex", "x", ""),
    ]
    assert all(one["sentence"] for one in found)


def test_a_finding_without_rows_has_one_line() -> None:
    columns = {name: texts for name, texts in sound().items() if name != "sex"}

    (line,) = [one for one in lines(check_of(columns)) if one["rule"] == "column-missing"]

    assert (line["row"], line["column"]) == ("", "sex")


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1-1", "@x", "\t=1", " =1", HOSTILE])
def test_no_cell_of_the_report_is_run_by_a_spreadsheet(text: str) -> None:
    check = check_of(put(sound(), "sign", [text]))

    cells = [cell for line in lines(check) for cell in line.values()]

    assert not [cell for cell in cells if cell.lstrip(" ")[:1] in tuple("=+-@\t\r")]
    # Apostrophes are what disarms: but for them the text is whole.
    assert any(text.replace("'", "") in cell.replace("'", "") for cell in cells)


def test_no_report_repeats_a_patients_reference() -> None:
    columns = put(sound(), "ref", [" SECRET", "SECRET", "SECRETÃ¼", "SECRET" * 60])
    columns = {name: [*texts, texts[0]] for name, texts in columns.items()}
    check = check_of(columns)

    for data in (report_csv(check), report_page(check), json.dumps(facts_of(check)).encode()):
        assert b"SECRET" not in data
    assert {"spaces", "encoding", "repeated-rows", "reference-missing"} <= {
        finding.kind for finding in check.findings
    }


def test_the_page_is_whole_and_needs_nothing_from_anywhere() -> None:
    columns = put(put(sound(), "weight", ["80,5"] * 50), "sign", [HOSTILE], first=60)
    data = report_page(check_of(columns, name=HOSTILE))

    page = Page(data)

    assert page.open == []
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "a", "form", "base"}
    assert not [
        attrs for _, attrs in page.tags if {"src", "href", "onload", "style"} & attrs.keys()
    ]
    assert "url(" not in data.decode()
    assert "@import" not in data.decode()
    (policy,) = [attrs["content"] for tag, attrs in page.tags if "http-equiv" in attrs]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_page_shows_data_as_text_and_what_cannot_be_seen() -> None:
    data = report_page(check_of(put(sound(), "sign", [HOSTILE])))

    text = "".join(Page(data).text)

    assert "<script>alert('1')</script>&\\u202e\\x1b[31m" in text
    assert "\u202e" not in data.decode()
    assert "\x1b" not in data.decode()


def test_the_page_is_for_light_and_dark_and_paper() -> None:
    style = report_page(check_of(sound())).decode()

    assert "prefers-color-scheme: dark" in style
    assert "@media print" in style
    assert "color-scheme: light dark" in style


def test_severity_is_told_by_a_heading_and_not_by_colour_alone() -> None:
    text = "".join(Page(report_page(check_of(put(sound(), "sex", ["x"])))).text)

    assert "Stops learning (1)" in text
    assert "Nothing can be learnt from these data as they are." in text


def test_the_page_shows_the_first_rows_and_says_that_there_are_more() -> None:
    page = Page(report_page(check_of(put(sound(), "weight", ["80,5"] * 50))))

    assert len([tag for tag, _ in page.tags if tag == "tr"]) == MAX_ROWS + 1
    assert f"The first {MAX_ROWS} are shown" in "".join(page.text)


def test_the_page_speaks_the_readers_language() -> None:
    check = check_of(put(sound(), "sex", ["x"]))

    page = Page(report_page(check, say=lambda text: f"[{text}]", language="de"))

    assert ("html", {"lang": "de"}) in page.tags
    assert "[Stops learning]" in "".join(page.text)
    assert "[sex: in 1 of 300 rows" in "".join(page.text)


def test_the_facts_are_json_with_the_mend_as_data() -> None:
    check = check_of(put(sound(), "weight", ["80,5"]))

    facts = json.loads(json.dumps(facts_of(check), allow_nan=False))

    (finding,) = [one for one in facts["findings"] if one["severity"] == "stop"]
    assert facts["stops"]
    assert facts["counts"]["stop"] == 1
    assert facts["contract"] == ward().digest
    assert finding["mend"] == {"kind": "replace", "column": "weight", "texts": {"80,5": "80.5"}}
    assert finding["where"] == [{"row": 1, "line": 2, "column": "weight", "value": "80,5"}]


def test_a_report_of_very_many_rows_stays_small() -> None:
    contract = ward(inputs=[number("weight", 0, 1), category("sign", "x")])
    rows = 20_000
    columns = {
        "ref": [str(row) for row in range(rows)],
        "weight": [f"{row},5" for row in range(rows)],
        "sign": ["y" * 5_000] * rows,
        "gain": ["x"] * rows,
    }

    check = check_table(table(columns), contract, "big.csv")

    assert len(lines(check)) <= len(check.findings) * MAX_SPOTS
    assert len(report_page(check)) < 200_000
    assert set(lines(check)[0]) == set(HEADER)
