"""The parts of a Word package that are the same for every standard, and the frames of those that are not.

In: the body of the document, its title. Out: parts by name. Follows: ECMA-376, transitional: A4, Song and Hei type.
"""

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD_TYPE}.styles+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{CORE_TYPE}"/></Types>'
)
PACKAGE_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)


def make_fonts(chinese: str, latin: str) -> str:
    """The fonts of a style."""
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def make_style(name: str, title: str, paragraph: str, run: str) -> str:
    """A paragraph style based on the normal one."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def make_heading(depth: int, size: int) -> str:
    """A heading style; size in half points."""
    keep = f'<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="{depth - 1}"/>'
    run = make_fonts("SimHei", "Arial") + f'<w:b/><w:sz w:val="{size}"/>'
    return make_style(f"Heading{depth}", f"heading {depth}", keep, run)


def make_cell_style(name: str, title: str, *, bold: bool = False) -> str:
    """The style of the text in a table."""
    run = f'{"<w:b/>" if bold else ""}<w:sz w:val="18"/>'
    return make_style(name, title, '<w:spacing w:after="20" w:line="240"/>', run)


BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
STYLES = (
    f'{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{make_fonts("SimSun", "Times New Roman")}'
    '<w:sz w:val="21"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    '<w:pPr><w:spacing w:after="80" w:line="300" w:lineRule="auto"/></w:pPr></w:style>'
    f"{make_heading(1, 32)}{make_heading(2, 26)}{make_heading(3, 22)}"
    f"{make_cell_style('TableText', 'Table Text')}{make_cell_style('TableHead', 'Table Head', bold=True)}"
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    f'<w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
    '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
)
PARTS: tuple[tuple[str, str], ...] = (
    ("[Content_Types].xml", CONTENT_TYPES),
    ("_rels/.rels", PACKAGE_RELATIONS),
    ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
    ("word/styles.xml", STYLES),
)
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1304" w:right="1134" w:bottom="1304" w:left="1134" w:header="720" w:footer="720" w:gutter="0"/>'
    "</w:sectPr>"
)


def wrap_document(body: str) -> str:
    """The document part round its body."""
    return f'{HEAD}<w:document xmlns:w="{MAIN}"><w:body>{body}{PAGE}</w:body></w:document>'


def wrap_core(title: str) -> str:
    """The properties of the document: its title; no date and nobody's name."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    )
