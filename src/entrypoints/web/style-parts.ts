/** Rules for the parts that pages are made of. Their colours, spaces and sizes are the tokens in `style.ts`. */
export const PART_STYLE = `
.head { margin-bottom: var(--s4); } .head .trail { margin: 0 0 var(--s1); color: var(--muted); }
.tabs { display: flex; flex-wrap: wrap; gap: 0 var(--s4); border-bottom: 1px solid var(--line); margin-bottom: var(--s5); }
.tabs a { padding: var(--s2) var(--s1); color: var(--ink); text-decoration: none; border-bottom: 3px solid transparent; margin-bottom: -1px; }
.tabs a[aria-current] { border-color: var(--link); font-weight: 600; } .tabs a:hover { border-color: var(--edge); }
.count { color: var(--muted); font-size: var(--small); font-weight: 400; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: var(--s4); align-items: start; margin-bottom: var(--s4); } .columns.short { grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); align-items: stretch; }
.panel { border: 1px solid var(--line); border-radius: var(--round); background: var(--raised); padding: var(--s4); margin-bottom: var(--s4); min-width: 0; }
.columns > .panel, .stack > .panel:last-child { margin-bottom: 0; } .stack { min-width: 0; } .stack .list .title { min-width: 0; } .columns.lead-left { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } .columns + .panel, section:not(.panel) + .panel, .list + .panel, .panel + h2 { margin-top: var(--s5); } .panel + h2 { margin-bottom: var(--s2); } .lead code { white-space: nowrap; } .panel dl + h3 { margin: var(--s4) 0 var(--s2); }
.panel > h2, .panel > h3 { margin-bottom: var(--s3); } .panel > :last-child { margin-bottom: 0; }
section > h2 { margin: var(--s5) 0 var(--s3); } section.panel > h2, section.notice > h2 { margin-top: 0; } .notice > :last-child { margin-bottom: 0; }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: var(--s2) var(--s4); margin: 0 0 var(--s3); } .figures.many { grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); }
.figures div { min-width: 0; display: flex; flex-direction: column; justify-content: space-between; } .figures dt { color: var(--muted); font-size: var(--small); } .figures dd { margin: 0; font-size: 1.5rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
.figures dd a { text-decoration: none; } .figures dd a:hover { text-decoration: underline; }
.rows { list-style: none; padding: 0; margin: 0 0 var(--s3); } .rows > li { padding: var(--s2) 0; border-top: 1px solid var(--line); margin: 0; display: flex; flex-wrap: wrap; gap: var(--s1) var(--s3); }
.rows > li:first-child { border-top: 0; padding-top: 0; } .rows > li:last-child { padding-bottom: 0; } .rows .what { flex: 1 1 13rem; min-width: 0; overflow-wrap: anywhere; } .rows .side { color: var(--muted); font-size: var(--small); max-width: 100%; padding-top: .1rem; }
.list .title > a, .rows .what > a:first-child { color: var(--ink); font-weight: 600; text-decoration: none; } .list .title > a:hover, .rows .what > a:first-child:hover { color: var(--link); text-decoration: underline; }
.out::after { content: "\\2197" / ""; margin-left: .15em; } .beside { font-size: var(--small); font-weight: 400; margin-left: var(--s2); text-decoration: none; white-space: nowrap; }
.alarm { border-color: var(--bad); } .none { margin: 0 0 var(--s4); } .columns + .none { margin-top: calc(-1 * var(--s1)); } .stack > .none:last-child { margin-bottom: 0; }
.rows .what small, td small { display: block; color: var(--muted); font-size: var(--small); }
.badge { display: inline-block; padding: 0 .55em; border-radius: 1em; border: 1px solid var(--line); font-size: var(--small); line-height: 1.5; white-space: nowrap; background: var(--shade); }
.badge.assert { color: var(--good); background: var(--good-shade); border-color: currentColor; } .badge.ask { color: var(--warn); background: var(--warn-shade); border-color: currentColor; }
.badge.silent, .badge.stored { color: var(--muted); background: none; border-color: transparent; padding-inline: 0; } .badge.warn { color: var(--bad); background: var(--bad-shade); border-color: currentColor; }
.search { display: flex; flex-wrap: wrap; gap: var(--s2); margin-bottom: var(--s3); } .search input[type=search] { flex: 1 1 10rem; width: auto; min-width: 0; }
.filters { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s3); align-items: center; margin-bottom: var(--s3); }
.chip, .filters summary { display: inline-flex; gap: .4em; align-items: center; max-width: 100%; padding: .2rem .65rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--paper); color: var(--ink); text-decoration: none; font-size: var(--small); }
.chip:hover, .filters summary:hover { border-color: var(--link); } .chip[aria-current], .filters summary.on { background: var(--link-shade); border-color: var(--link); }
.filters details { position: relative; } .filters summary { list-style: none; } .filters summary::-webkit-details-marker { display: none; } .filters summary::after { content: "▾"; color: var(--muted); }
.filters .menu { position: absolute; z-index: 1; left: 0; top: 100%; margin-top: var(--s1); width: 20rem; max-width: 90vw; max-height: 22rem; overflow: auto; padding: var(--s2); background: var(--paper); border: 1px solid var(--edge); border-radius: var(--round); box-shadow: 0 6px 18px #0003; }
.menu a { display: flex; justify-content: space-between; gap: var(--s3); padding: var(--s1) var(--s2); color: var(--ink); text-decoration: none; border-radius: 4px; overflow-wrap: anywhere; } .menu a:hover { background: var(--shade); } .menu a[aria-current] { background: var(--link-shade); }
.group { display: inline-flex; flex-wrap: wrap; gap: var(--s2) var(--s1); }
.list.wrapping th { white-space: normal; } .list .title { overflow-wrap: anywhere; } .list .title { min-width: 16rem; } .list .tight { white-space: nowrap; overflow-wrap: normal; } .list .number { text-align: right; font-variant-numeric: tabular-nums; }
.list tbody tr:hover { background: var(--shade); } th[aria-sort] a { color: var(--ink); text-decoration: none; } th[aria-sort=ascending] a::after { content: " ↑"; } th[aria-sort=descending] a::after { content: " ↓"; }
.pages { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s4); align-items: center; margin: var(--s4) 0; }
.bars { display: grid; grid-template-columns: minmax(8rem, 34%) 1fr minmax(2ch, auto); gap: var(--s1) var(--s3); align-items: center; margin: 0; font-size: var(--small); } .bars dt { min-width: 0; overflow-wrap: anywhere; } .bars dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; } .bars svg { display: block; width: 100%; height: .7rem; }
.bars rect, .chart .bar, .spark path { fill: var(--bar); } .chart .late { fill: var(--bar-late); }
.chart { display: block; width: 100%; } .graph { display: block; max-width: 100%; height: auto; margin: 0 auto; } .scrolls { overflow-x: auto; } .chart text { fill: var(--muted); font-size: 11px; } .chart .release { stroke: var(--warn); stroke-dasharray: 3 3; } .chart .release-name { fill: var(--warn); } .chart .axis { stroke: var(--line); }
.spark { vertical-align: middle; }
.graph line { stroke: var(--edge); stroke-width: 1.4; } .graph line.other { stroke-dasharray: 4 4; } .graph circle { fill: var(--bar); stroke: var(--paper); stroke-width: 2; } .graph .closed circle { fill: var(--edge); } .graph .canonical circle { fill: var(--gold); } .graph text { fill: var(--ink); font-size: 11px; paint-order: stroke; stroke: var(--raised); stroke-width: 3px; } .graph a:focus-visible { outline: none; } .graph a:focus-visible circle { stroke: var(--link); stroke-width: 4; } .graph a:hover text, .graph a:focus-visible text { font-weight: 700; }
.stages { display: grid; grid-template-columns: repeat(10, 1fr); list-style: none; padding: 0; margin: 0 0 var(--s3); gap: var(--s2); } .stages li { margin: 0; padding-top: var(--s2); border-top: 4px solid var(--line); font-size: var(--small); color: var(--muted); } .stages .done { border-color: var(--good); color: var(--ink); } .stages .broken { border-color: var(--bad); color: var(--bad); font-weight: 600; } .stages .sign { font-weight: 700; margin-right: .3em; }
.aligned { overflow-x: auto; white-space: pre-wrap; } .aligned .varies { background: var(--mark); border-radius: 2px; padding: 0 .15em; }
.numbered { margin: 0; white-space: pre-wrap; } .numbered .n { display: inline-block; min-width: 3ch; margin-right: 1ch; color: var(--muted); text-align: right; user-select: none; } .numbered .l, .numbered mark { display: flex; } .numbered .n { flex: none; } .numbered mark .n { color: inherit; } .numbered .n:target { color: var(--link); font-weight: 700; }
.comment { border: 1px solid var(--line); border-radius: var(--round); padding: var(--s3) var(--s4); overflow-x: auto; background: var(--raised); } .comment h2, .comment h3, .comment h1 { margin: var(--s4) 0 var(--s2); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: var(--s1) var(--s4); margin: 0 0 var(--s3); } .facts dt { color: var(--muted); } .facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.forms { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 0 var(--s5); align-items: end; } .acts form { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: end; margin-bottom: var(--s3); } .acts label { margin: 0; } .acts form > span { display: block; flex: 1 1 5rem; max-width: 20rem; } .acts form label { font-size: var(--small); } .acts input[type=text] { width: 100%; min-width: 5rem; } .rows .side + form { margin: 0; } .rows form button { padding: var(--s1) var(--s3); font-size: var(--small); }
.prose > h2, .prose + h2 { margin-top: var(--s5); margin-bottom: var(--s2); } .prose > h3, section > h3 { margin: var(--s4) 0 var(--s2); } .panel > h3:first-child { margin-top: 0; } pre + p.small { margin-top: var(--s2); } .prose { max-width: 52rem; }
.list td a { text-decoration: none; } .list td a:hover { text-decoration: underline; } .list small a { text-decoration: underline; text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); }
@media (min-width: 1100px) { .list .id { white-space: nowrap; } }
.panel h4 { margin: var(--s3) 0 var(--s1); font-size: var(--small); } .parameter { width: 12rem; } .parameter + td { width: 18rem; } .parameter small { display: inline; }
.toc ul { list-style: none; padding: 0; margin: 0 0 var(--s4); display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); font-size: var(--small); } .toc a { text-decoration: none; } .toc a:hover { text-decoration: underline; }
@media (min-width: 1000px) { .with-toc { display: grid; grid-template-columns: minmax(0, 52rem) 15rem; justify-content: space-between; } .with-toc > * { grid-row: 1; } .toc { grid-column: 2; } .toc ul { position: sticky; top: var(--s4); flex-direction: column; border-left: 2px solid var(--line); padding-left: var(--s4); } .with-toc > .prose { grid-column: 1; } }
.tall { max-height: 34rem; overflow: auto; } .tall h3 { margin: var(--s3) 0 var(--s2); } section + .columns { margin-top: var(--s4); } pre.tall { white-space: pre; margin: 0; } .panel > .tall .comment { border: 0; padding: 0; } .what details { font-size: var(--small); margin-top: var(--s1); } .what details ul { margin: var(--s1) 0; padding-left: 1.1rem; } li > small { display: block; color: var(--muted); font-size: var(--small); }
@media (min-width: 900px) { .rows.two { display: grid; grid-template-columns: 1fr 1fr; column-gap: var(--s5); } .rows.two > li:nth-child(2) { border-top: 0; padding-top: 0; } }
@media (min-width: 641px) and (max-width: 900px) { .list .extra { display: none; } .list .title { min-width: 11rem; } .list th, .list td { padding-inline: var(--s2); } }
@media (max-width: 900px) { .columns.lead-left { grid-template-columns: minmax(0, 1fr); } .stages { grid-template-columns: repeat(5, 1fr); } }
@media (min-width: 741px) and (max-width: 1150px) { .columns.three > :last-child { grid-column: 1 / -1; } }
@media (max-width: 640px) {
  .list, .list tbody, .list thead { display: block; } .list thead:not(:has(a)) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .list thead tr { border: 0; padding: 0; background: none; } .list thead tr::before { content: "Sort by"; color: var(--muted); font-size: var(--small); } .list thead th { border: 0; padding: 0; } .list thead a { color: var(--link); }
  .list tr { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); border: 1px solid var(--line); border-radius: var(--round); padding: var(--s2) var(--s3); margin-bottom: var(--s3); background: var(--raised); }
  .list td { display: block; border: 0; padding: 0; font-size: var(--small); } .list td.title { font-size: var(--text); } .list td[data-label]::before { content: attr(data-label); color: var(--muted); font-size: var(--small); margin-right: var(--s2); } .list .number { text-align: left; } .list td.title { display: block; flex-basis: 100%; font-weight: 600; min-width: 0; } .list td.title small { font-weight: 400; } .list td:empty { display: none; }
  .rows .extra { display: none; }
  .stages { grid-template-columns: repeat(auto-fit, minmax(6.4rem, 1fr)); } .top .frame { column-gap: var(--s4); } .top nav { column-gap: var(--s3); } .tabs { column-gap: var(--s2); }
  .scrolls > .graph:not(.little) { max-width: none; min-width: 100%; width: auto; }
  .plain td:not(.title) { font-size: var(--small); color: var(--muted); } .plain td[data-label]::before { content: none; }
  .filters details { position: static; } .filters .menu { position: static; width: 100%; max-width: 100%; } .filters details[open] { flex-basis: 100%; }
  .rows .what { flex-basis: calc(100% - 5rem); } .facts { grid-template-columns: 1fr; } .facts dd { margin-bottom: var(--s2); }
}
`
