"""Names that somebody might type to harm whoever opens a document with them: one corpus for every renderer."""

from itertools import islice, product

CONTROLS = [chr(code) for code in (*range(1, 32), 127, 0x85, 0x9F, 0x2028, 0x2029)]
BIDI = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)]
INVISIBLE = ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"]
MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "</text><script>a</script>",
    "</title><script>a</script>", "<a xlink:href='javascript:alert(1)'>x</a>", '" onmouseover="alert(1)', "' onx='a",
    "<foreignObject><body onload=a>", "<style>*{x:url(//e.example)}</style>", "<!--", "-->", "<![CDATA[", "]]>",
    "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&lt;b&gt;", "&#60;script&#62;", "&amp;amp;", "&x;", "&",
    "<b>bold</b>", "<br/>", "<iframe src=//e.example>", "<use href='#x'/>", "javascript:alert(1)", "{{7*7}}", "${7*7}",
    "<%= 7*7 %>", "</svg>", "</graphml>", "<data key='d'>x</data>",
]  # fmt: skip
DOT = [
    '"', '\\"', '"]; evil [label="', "\\", "\\\\", "\\N", "\\G", "\\l", "<b>x</b>", "{a|b}", "|", "<f0> a|b", "a->b",
    "}; digraph x {", "/* a */", "// a", "# a", '" + "', "URL=javascript:a", ";", "[", "]", "{", "}", "node", "graph",
]  # fmt: skip
MERMAID = [
    '"]', '"]:::evil', "end", "subgraph x", "%%{init: {'theme': 'x'}}%%", "%% a", "click n1 call alert()", "#quot;",
    "#35;", "---", "-->", "|x|", "`a`", "n1[x]", "style n1 fill:red", "<br>", "classDef x", "linkStyle 0 x", "$$x$$",
    "fa:fa-user", "@{ shape: x }", ":::x",
]  # fmt: skip
FORMULAS = [
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", '=HYPERLINK("//e.example")', "\t=1", "\r=1", "\n=1"),
    *("%0A=1", "|calc", " =1", "\u200b=1", "\ufeff=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x", '"=1', ',"=1"', "=",
      "\xa0=1", "=IMPORTXML(1)", "+", "-", "@"),
]  # fmt: skip
SCRIPTS = [
    "ليلى المنصوري", "张伟", "김민준", "山田 太郎", "שרה כהן", "Ольга Иванова", "นภา ศรี", "प्रिया शर्मा", "Zoë é́́",
    "e" + "\u0301" * 40, "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "\U0001f1e8\U0001f1ed", "ﷺ", "\U0001d50d\U0001d51e", "\u13a0" * 30,
    "W" * 300, "i" * 300, "漢" * 200, "a b " * 80, "O'Brien", "Müller-Lüdenscheidt", "x" * 60 + "<b>",
    "null", "NaN", "True", "0", "-2",
]  # fmt: skip


def hostile_names(count: int = 220) -> list[str]:
    """Each as it is, then pairs of them until there are enough; null bytes and lone surrogates are refused on input."""
    hidden = [f"Jane{char}Roe" for char in (*CONTROLS, *BIDI, *INVISIBLE)]
    single = [*MARKUP, *DOT, *MERMAID, *FORMULAS, *SCRIPTS, *hidden]
    pairs = (f"{first}{second}" for first, second in product(MARKUP, (*DOT, *MERMAID)))
    return [*single, *islice(pairs, max(0, count - len(single)))]
