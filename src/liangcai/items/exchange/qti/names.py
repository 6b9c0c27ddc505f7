"""The names that a QTI 3.0 package uses.

In: nothing. Out: namespaces, addresses, types. Follows: 1EdTech QTI 3.0 (ASI, content packaging), final release.
"""

ITEM = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
MATH = "http://www.w3.org/1998/Math/MathML"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMAS = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd"
MATCH_CORRECT = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"
RESOURCE = "imsqti_item_xmlv3p0"
OWN = "ext:liangcai"  # the use of a block for authors that holds what QTI has no place for
RATIONALE = "RATIONALE"
TEX = "application/x-tex"
MANIFEST = "imsmanifest.xml"
MEDIA = "media"
BRACKETS = "label"  # what stands in the brackets of a picture in the bank's notation
# What stands in the block for authors, by the names of a draft.
KEPT = (
    *("id", "type", "difficulty", "requirement", "also", "element", "table", "importance", "source", "note", "seconds"),
    *("enemies", "set", "values", "media"),
)
