/** The only style sheet, light or dark depending on the reader's setting. Text contrast is at least 4.5:1 in both. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --faint: #57606a; --line: #d0d7de; --shade: #f6f8fa;
  --link: #0550ae; --mark: #fff1b8; --good: #116329; --bad: #a40e26; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --faint: #9da7b3; --line: #30363d;
  --shade: #161b22; --link: #79c0ff; --mark: #5c4813; --good: #56d364; --bad: #ff7b72; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 0 1rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
nav { display: flex; flex-wrap: wrap; gap: 1.2rem; padding: 1rem 0; border-bottom: 1px solid var(--line); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; color: var(--faint); font-size: .875rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2rem; }
pre, code { font-family: ui-monospace, monospace; font-size: .875rem; }
pre { background: var(--shade); border: 1px solid var(--line); border-radius: 6px; padding: .75rem; overflow-x: auto; white-space: pre-wrap; }
code { background: var(--shade); border-radius: 4px; padding: .1em .3em; } pre code { padding: 0; background: none; }
mark { background: var(--mark); color: inherit; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
.wide { overflow-x: auto; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input[type=text], textarea { width: 100%; padding: .5rem; font: inherit; color: inherit; background: var(--shade); border: 1px solid var(--faint); border-radius: 6px; }
textarea { min-height: 14rem; font-family: ui-monospace, monospace; }
button { margin-top: 1rem; padding: .6rem 1.2rem; font: inherit; font-weight: 600; color: #fff; background: #0550ae; border: 0; border-radius: 6px; cursor: pointer; }
progress { width: 100%; margin-top: 1rem; }
blockquote { margin: 0; padding-left: 1rem; border-left: 4px solid var(--line); color: var(--faint); }
.comment { border: 1px solid var(--line); border-radius: 6px; padding: 0 1rem; }
.line-number { color: var(--faint); user-select: none; }
svg path, svg .canonical { fill: var(--link); } svg .member { fill: var(--faint); } svg text { fill: var(--ink); font-size: .75rem; text-anchor: middle; }
svg line { stroke: var(--faint); stroke-width: 2; } svg line.other { stroke-dasharray: 5 4; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; } .filters label { margin: 0; } .filters input, .filters select { display: block; width: 10rem; padding: .4rem; font: inherit; color: inherit; background: var(--shade); border: 1px solid var(--faint); border-radius: 6px; } .filters button { margin: 0; }
.good { color: var(--good); } .bad { color: var(--bad); } .faint { color: var(--faint); }
.error { border-left: 4px solid var(--bad); padding-left: 1rem; }
`
