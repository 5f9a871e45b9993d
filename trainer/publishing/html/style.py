"""How reports look: the window's own colours and sizes, light and dark, on screen and on paper."""

STYLE = """
:root{--bg:#f4f6f8;--surface:#fff;--sunk:#eef1f4;--line:#d9dfe5;--text:#16202b;--mut:#55626f;
--acc:#0b6e74;--accs:#e1f1f1;--good:#1f7a45;--goods:#e4f3ea;--warn:#8a5a00;--warns:#fdf1d8;
--stop:#b3261e;--stops:#fbe7e5;--mark:#b4542c;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--bg:#11171d;--surface:#19212a;--sunk:#131a21;
--line:#2c3742;--text:#e8edf2;--mut:#9fb0bf;--acc:#4fc0c2;--accs:#14343a;--good:#6fce98;
--goods:#16342a;--warn:#f0c068;--warns:#3a2d12;--stop:#ff9088;--stops:#3d1c1a;--mark:#f0925f}}
*{box-sizing:border-box;margin:0}
body{font:14px/20px Inter,"Segoe UI",system-ui,-apple-system,Roboto,"Helvetica Neue",sans-serif;
background:var(--bg);color:var(--text);font-variant-numeric:tabular-nums}
header{background:var(--surface);border-bottom:1px solid var(--line)}
header>div,main,footer{max-width:1152px;margin:0 auto;padding:0 24px}
header>div{display:flex;align-items:center;gap:12px;height:48px}
.logo{width:24px;height:24px;border-radius:7px;background:var(--acc);display:grid;
place-items:center}
.logo::after{content:"";width:12px;height:6px;border:2px solid var(--surface);border-top:0;
border-radius:0 0 8px 8px}
.brand{font-weight:650;font-size:16px}
.space{flex:1}
main{padding-top:32px;padding-bottom:8px}
h1{font-size:24px;line-height:32px;font-weight:650;letter-spacing:-.01em}
h2{font-size:16px;line-height:24px;font-weight:600;margin:32px 0 12px}
h3{font-size:14px;line-height:20px;font-weight:600;margin-bottom:2px}
.sub{color:var(--mut);margin:4px 0 20px}
.card{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:20px}
section>.card+.card,section>.card+.two,section>.two+.card,details>.card+.card{margin-top:16px}
.note{margin:8px 0 0 12px}
.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:16px}
.cap{color:var(--mut);font-size:12px;line-height:16px;margin-bottom:12px}
.verdict{border-radius:12px;border:1px solid;padding:20px;margin-bottom:16px}
.verdict b{display:block;margin-bottom:2px;font-weight:600}
.verdict.holds{background:var(--goods);border-color:var(--good)}.verdict.holds b{color:var(--good)}
.verdict.watch{background:var(--warns);border-color:var(--warn)}.verdict.watch b{color:var(--warn)}
.verdict.fails{background:var(--stops);border-color:var(--stop)}.verdict.fails b{color:var(--stop)}
.chip{display:inline-flex;gap:6px;border-radius:12px;padding:2px 10px;font-size:12px;
font-weight:550;background:var(--sunk);color:var(--mut);white-space:nowrap}
.chip.holds{background:var(--goods);color:var(--good)}
.chip.watch{background:var(--warns);color:var(--warn)}
.chip.fails{background:var(--stops);color:var(--stop)}
.scroll{overflow-x:auto}
.table{padding:8px}
table{border-collapse:collapse;width:100%;font-size:13px}
th{font-weight:600;text-align:left;color:var(--mut);font-size:12px;padding:8px 12px;
border-bottom:1px solid var(--line);vertical-align:bottom}
td{padding:10px 12px;border-bottom:1px solid var(--line);vertical-align:top}
tr:last-child td{border-bottom:0}
td.n,th.n{text-align:right;white-space:nowrap}
td b{font-weight:550}
td.w{white-space:nowrap}
td .more{color:var(--mut);display:block;margin-top:2px}
.hash{font:12px/18px ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;
overflow-wrap:anywhere}
details{margin-top:16px}
summary{cursor:pointer;font-weight:550;color:var(--acc)}
details[open] summary{margin-bottom:12px}
dl{display:grid;grid-template-columns:200px 1fr;gap:6px 16px}
dt{color:var(--mut)}
dd{min-width:0}
footer{color:var(--mut);font-size:12px;line-height:18px;padding-top:24px;padding-bottom:40px}
.figure{display:block;width:100%;height:auto;overflow:visible}
.figure text{font-size:12px;fill:var(--mut)}
.figure .middle{text-anchor:middle}.figure .end{text-anchor:end}
.figure .row{fill:var(--text);font-size:13px}
.figure .group{fill:var(--text);font-size:12px;font-weight:600}
.figure .label{font-weight:500}
.figure .grid{stroke:var(--line);stroke-width:1;fill:none}
.figure .rule{stroke:var(--mut);stroke-width:1.5;stroke-dasharray:5 4;fill:none}
.figure .line{stroke:var(--mark);stroke-width:2;fill:none;stroke-linejoin:round}
.figure .edge{stroke:var(--mark);stroke-width:1.25;fill:none;stroke-linejoin:round}
.figure .cell{fill:var(--acc)}
.figure .c1{fill-opacity:.14}.figure .c2{fill-opacity:.28}.figure .c3{fill-opacity:.44}
.figure .c4{fill-opacity:.6}.figure .c5{fill-opacity:.78}.figure .c6{fill-opacity:.95}
.figure .whisker{stroke:var(--acc);stroke-width:1.5;fill:none}
.figure .dot{fill:var(--acc);stroke:var(--surface);stroke-width:1.5}
.figure .whisker.flagged{stroke:var(--stop)}.figure .dot.flagged{fill:var(--stop)}
@media screen and (max-width:860px){.two{grid-template-columns:minmax(0,1fr)}
dl{grid-template-columns:1fr}}
@page{margin:14mm}
@media print{:root{color-scheme:light}body{background:#fff;font-size:11px;line-height:16px}
header{border:0}header>div,main,footer{max-width:none;padding-left:0;padding-right:0}
main{padding-top:8px}h1{font-size:20px}h2{margin:20px 0 8px;break-after:avoid}
table{font-size:11px}td{padding:6px 10px}.scroll{overflow:visible}
.verdict,.two>.card,.card:has(>.figure),tr{break-inside:avoid}.card{padding:14px}.table{padding:4px}
.figure{max-height:215mm}.figure,.cell,.chip,.verdict{print-color-adjust:exact}}
"""
"""No address, no import: a page stands by itself."""
