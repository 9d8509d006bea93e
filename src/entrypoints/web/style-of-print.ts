/**
 * Rules for paper: always in light colours, without what only a screen can use, nothing cut, with
 * the time in place of "3 days ago". Where a link's text does not
 * say where it leads, its URL is printed behind it.
 */
export const PRINT_STYLE = `
@media print {
  :root { color-scheme: light; --text: 9.5pt; --small: 8.5pt; --large: 11pt; --title: 15pt; --paper: #fff; }
  @page { margin: 15mm; }
  .top nav, .toc, .top form, .who, .foot, .skip, .filters, .search, .acts, .pages a, .tabs, form, section:has(> form), a[href="#again"] { display: none !important; }
  .top { background: none; } .top .frame { min-height: 0; padding: 0; } .frame { max-width: none; padding: 0; } main.frame { padding: var(--s3) 0 0; }
  h1, h2, h3, summary, thead { break-after: avoid; } .panel, tr, .rows > li, .figures, svg, pre { break-inside: avoid; } .panel:has(.tall), .tall, .numbered { break-inside: auto; } thead { display: table-header-group; } p, li { orphans: 3; widows: 3; }
  .tall, pre, .comment, .aligned { max-height: none; overflow: visible; } pre.tall { white-space: pre-wrap; }
  .panel { padding: var(--s3); } .columns { gap: var(--s3); grid-template-columns: 1fr 1fr; } .columns:has(.tall), .columns.lead-left { grid-template-columns: minmax(0, 1fr); } .columns > :only-child { grid-column: 1 / -1; }
  .list .title, .list .extra { display: table-cell; min-width: 0; } .list .tight, th { white-space: normal; } th, td { padding: var(--s1) var(--s2); }
  mark, .varies, .badge, .stages li { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; } .prose a[href^=http]::after, .trail a[href^=http]::after, .lead a[href^=http]::after { content: " (" attr(href) ")"; color: var(--muted); overflow-wrap: anywhere; }
  .ago { font-size: 0; } .ago::after { content: attr(title); font-size: var(--small); }
  details:not([open]) { display: none; }
}
`
