"""Every mail with sample data, as it looks: `python -m tests.functions.notifications.show` writes `.build/mails`."""

from html import escape
from pathlib import Path

from functions.notifications.render import MAILS, render
from tests.functions.notifications.samples import ROWS, contexts

FOLDER = Path(".build/mails")


def write(folder: Path = FOLDER) -> Path:
    """Write each mail as `<mail>.html` and `<mail>.txt`, and `index.html` that leads to them; return the index."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, all_contexts = [], contexts()
    for mail in MAILS:
        rendered = render(mail, all_contexts[mail])
        (folder / f"{mail}.html").write_text(rendered.html, encoding="utf-8")
        (folder / f"{mail}.txt").write_text(f"Subject: {rendered.subject}\n\n{rendered.text}", encoding="utf-8")
        links = f'<a href="{mail}.html">HTML</a> <a href="{mail}.txt">text</a>'
        cells = (mail, ROWS[mail][0], rendered.subject)
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + f"<td>{links}</td></tr>")
    index = folder / "index.html"
    head = "<tr><th>Mail</th><th>Follows</th><th>Subject</th><th></th></tr>"
    style = "<style>body{font:16px/1.5 sans-serif;margin:2rem}td,th{padding:.2rem 1rem .2rem 0;text-align:left}</style>"
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Mails</title>{style}'
    index.write_text(f"{page}<h1>Mails</h1><table>{head}{''.join(rows)}</table></html>", encoding="utf-8")
    return index


if __name__ == "__main__":
    print(write().absolute().as_uri())
