"""The pages around a notice: navigation, cookie bar, crumbs, footer; two builds of site."""

from __future__ import annotations

from html import escape

from .source import Sample

MENU = {
    "Our School": ("Welcome", "Who's Who", "Vacancies", "Visiting Us"),
    "Key Information": ("Admissions", "Ofsted", "Policies", "Privacy", "Pupil Premium"),
    "Families": ("Term Dates", "Uniform", "Clubs", "Lunches"),
    "Contact": ("Find Us", "Absence Line"),
}

MODERN_STYLE = """
body{font-family:"Open Sans",Arial,sans-serif;margin:0;color:#222;font-size:15px}
header{background:#COLOUR;color:#fff;padding:18px 32px}
header a{color:#fff;text-decoration:none}
nav.main ul{list-style:none;display:flex;gap:22px;margin:10px 0 0;padding:0}
nav.main ul ul{display:none}
.crumbs{padding:10px 32px;font-size:13px;background:#f4f4f4}
main{padding:12px 32px;max-width:1000px}
h1,h2{color:#COLOUR}
table{border-collapse:collapse;width:100%;margin:14px 0}
th{background:#COLOUR;color:#fff;text-align:left}
th,td{border:1px solid #c9c9c9;padding:6px 9px;vertical-align:top}
td.section{background:#e6ecf2;font-weight:bold}
footer{background:#333;color:#ddd;padding:18px 32px;font-size:13px}
.cookie-banner{position:fixed;bottom:0;left:0;right:0;background:#fff;border-top:2px solid #COLOUR;
padding:12px 32px;font-size:13px}
@media print{.cookie-banner{position:static}nav.main{display:none}}
"""

CLASSIC_STYLE = """
body{font-family:Verdana,Arial;font-size:13px;background:#eee;margin:0}
#wrapper{width:980px;margin:0 auto;background:#fff}
#banner{background:#COLOUR;color:#fff;padding:24px;font-size:24px}
#left{float:left;width:170px;padding:14px}
#left li{list-style:none;margin:6px 0}
#content{margin-left:200px;padding:14px}
#bottom{clear:both;background:#COLOUR;color:#fff;padding:12px;font-size:11px}
table{border-collapse:collapse}
td{vertical-align:top}
td p{margin:0}
"""


def modern_page(sample: Sample, body: str) -> str:
    """Build a page of a site made with today's elements."""
    school = escape(sample.school)
    menu = "\n".join(
        f'<li><a href="#">{escape(top)}</a><ul>'
        + "".join(f'<li><a href="#">{escape(item)}</a></li>' for item in items)
        + "</ul></li>"
        for top, items in MENU.items()
    )
    colour = sample.style.get("colour", "1F3864")
    return f"""<!DOCTYPE html>
<html lang="{sample.style.get("language", "en-GB")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_page_title(sample)}</title>
<style>{MODERN_STYLE.replace("COLOUR", colour)}</style>
<script>window.dataLayer = window.dataLayer || [];</script>
</head>
<body>
<a class="skip" href="#content" style="position:absolute;left:-9999px">Skip to content</a>
<header>
<a href="#"><strong>{school}</strong></a>
<nav class="main" aria-label="Main"><ul>
{menu}
</ul></nav>
</header>
<div class="crumbs breadcrumb"><a href="#">Home</a> &raquo; <a href="#">Key Information</a> \
&raquo; Privacy</div>
<main id="content">
{body}
</main>
<footer>
<p>{school} &middot; {escape(sample.style.get("postal", ""))}</p>
<p><a href="#">Sitemap</a> | <a href="#">Accessibility</a> | <a href="#">Log in</a></p>
<p>&copy; {school}. Website by Pebblepost Schools Web.</p>
</footer>
<div class="cookie-banner" role="dialog" aria-label="Cookies">
<p>We use cookies so that this site works and to count visits.</p>
<button>Accept all</button> <button>Reject optional</button>
</div>
</body>
</html>
"""


def classic_page(sample: Sample, body: str) -> str:
    """Build a page of an old site: divs with ids, a menu on the left."""
    school = escape(sample.school)
    items = [item for items in MENU.values() for item in items]
    menu = "\n".join(
        f'<li><a href="page.php?p={n}">{escape(i)}</a></li>' for n, i in enumerate(items)
    )
    colour = sample.style.get("colour", "1F3864")
    return f"""<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{_page_title(sample)}</title>
<style type="text/css">{CLASSIC_STYLE.replace("COLOUR", colour)}</style>
</head>
<body>
<div id="wrapper">
<div id="banner">{school}</div>
<div id="left" class="menu"><ul>
{menu}
</ul></div>
<div id="content">
{body}
</div>
<div id="bottom" class="footer">{school}, {escape(sample.style.get("postal", ""))} | \
<a href="#">Cookie settings</a> | <a href="#">Staff login</a> | You are visitor 48213</div>
</div>
</body>
</html>
"""


def _page_title(sample: Sample) -> str:
    title = sample.style.get("document_title", "Privacy")
    return escape(f"{title} | {sample.school}", quote=False)
