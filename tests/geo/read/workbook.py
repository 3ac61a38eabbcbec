"""Writes a workbook (Office Open XML, ECMA-376) as an office program does: shared strings, numbers
as numbers, merged cells of which only the first holds a text.

    workbook.py OUT.xlsx < SHEETS      where SHEETS is [{"name", "rows", "merged": ["A1:C1"]}]
"""

import json
import sys
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def cell(column, row, value, strings):
    at = f"{chr(ord('A') + column)}{row + 1}"
    if isinstance(value, str):
        if value not in strings:
            strings.append(value)
        return f'<c r="{at}" t="s"><v>{strings.index(value)}</v></c>'
    return f'<c r="{at}"><v>{value}</v></c>'


def sheet_xml(sheet, strings):
    rows = ""
    for r, row in enumerate(sheet["rows"]):
        cells = "".join(cell(c, r, value, strings) for c, value in enumerate(row) if value is not None)
        rows += f'<row r="{r + 1}">{cells}</row>'
    merged = sheet.get("merged", [])
    spans = "".join(f'<mergeCell ref="{span}"/>' for span in merged)
    merges = f'<mergeCells count="{len(merged)}">{spans}</mergeCells>' if merged else ""
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merges}</worksheet>'


def main():
    sheets = json.load(sys.stdin)
    strings = []
    numbered = list(enumerate(sheets, 1))
    parts = {f"xl/worksheets/sheet{n}.xml": sheet_xml(sheet, strings) for n, sheet in numbered}
    parts["xl/sharedStrings.xml"] = (
        f'{HEAD}<sst xmlns="{MAIN}">' +
        "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings) + "</sst>")
    parts["xl/workbook.xml"] = (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>' +
        "".join(f'<sheet name="{escape(sheet["name"])}" sheetId="{n}" r:id="rId{n}"/>'
                for n, sheet in numbered) + "</sheets></workbook>")
    parts["xl/_rels/workbook.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">' +
        "".join(f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                for n, _ in numbered) +
        f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>")
    parts["_rels/.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>' +
        "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
                for n, _ in numbered) + "</Types>")
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as book:
        for name in ["[Content_Types].xml", *sorted(set(parts) - {"[Content_Types].xml"})]:
            book.writestr(name, parts[name])


if __name__ == "__main__":
    main()
