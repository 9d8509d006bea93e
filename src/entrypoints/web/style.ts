/**
 * The only style sheet. Its tokens (colour, space, type) follow the reader's light or dark setting; text contrast is at
 * least 4.5:1 in both. Rules for one kind of part are in `style-parts.ts`.
 */
import { PRINT_STYLE } from './style-of-print.ts'
import { PART_STYLE } from './style-parts.ts'

const TOKENS = `
:root { color-scheme: light dark;
  --ink: #1f2328; --muted: #59636e; --paper: #fff; --raised: #fff; --shade: #f6f8fa; --line: #d1d9e0; --edge: #818b98;
  --link: #0550ae; --link-shade: #ddf4ff; --good: #116329; --good-shade: #dafbe1; --warn: #7d4e00; --warn-shade: #fff8c5;
  --bad: #a40e26; --bad-shade: #ffebe9; --mark: #fff1b8; --gold: #bf8700; --bar: #54aeff; --bar-late: #0969da;
  --s1: .25rem; --s2: .5rem; --s3: .75rem; --s4: 1rem; --s5: 1.5rem; --s6: 2.5rem;
  --small: .8125rem; --text: .9375rem; --large: 1.0625rem; --title: 1.5rem;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; --round: 6px; }
@media screen and (prefers-color-scheme: dark) { :root {
  --ink: #e6edf3; --muted: #9da7b3; --paper: #0d1117; --raised: #151b23; --shade: #161b22; --line: #30363d; --edge: #7d8590;
  --link: #79c0ff; --link-shade: #12263f; --good: #56d364; --good-shade: #12261e; --warn: #e3b341; --warn-shade: #2b2111;
  --bad: #ff9492; --bad-shade: #301b1e; --mark: #5c4813; --gold: #e3b341; --bar: #1f6feb; --bar-late: #79c0ff; } }
`

const BASE = `
* { box-sizing: border-box; }
html { scroll-padding-top: var(--s5); -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: var(--text)/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: break-word; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .2em; text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); }
a:hover { text-decoration-color: currentColor; }
h2 a, h3 a, th a, .trail a { text-decoration: none; } h2 a:hover, h3 a:hover, th a:hover, .trail a:hover { text-decoration: underline; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
h1, h2, h3 { line-height: 1.25; margin: 0; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: var(--title); margin-bottom: var(--s2); } h2 { font-size: var(--large); } h3 { font-size: var(--text); }
p, ul, ol, dl, pre, blockquote { margin: 0 0 var(--s3); }
ul, ol { padding-left: 1.4rem; } li { margin-bottom: var(--s1); }
pre, code { font-family: var(--mono); font-size: var(--small); }
pre { background: var(--shade); border: 1px solid var(--line); border-radius: var(--round); padding: var(--s3); overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
code { background: var(--shade); border-radius: 4px; padding: .1em .3em; overflow-wrap: anywhere; }
pre code { padding: 0; background: none; } p code, li code, dd code, td code, small code { margin: 0 -.1em; }
mark { background: var(--mark); color: inherit; border-radius: 2px; }
blockquote { padding-left: var(--s4); border-left: 3px solid var(--line); color: var(--muted); }
table { border-collapse: collapse; width: 100%; margin-bottom: var(--s3); }
th, td { padding: var(--s2) var(--s3); text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-size: var(--small); font-weight: 600; color: var(--muted); vertical-align: bottom; white-space: nowrap; }
th a { color: inherit; }
label { display: block; font-weight: 600; margin-bottom: var(--s1); }
input, select, textarea { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: var(--round); padding: var(--s2) var(--s3); max-width: 100%; }
input[type=text], input[type=search], textarea { width: 100%; }
textarea { min-height: 12rem; font-family: var(--mono); font-size: var(--small); }
button, .button { display: inline-block; font: inherit; font-weight: 600; padding: var(--s2) var(--s4); border: 1px solid var(--edge); border-radius: var(--round); background: var(--shade); color: var(--ink); cursor: pointer; text-decoration: none; }
input[type=file] { padding: var(--s1); } ::file-selector-button { font: inherit; font-weight: 600; margin-right: var(--s3); padding: var(--s1) var(--s3); border: 1px solid var(--edge); border-radius: 4px; background: var(--shade); color: var(--ink); cursor: pointer; }
button.primary { background: #0550ae; border-color: #0550ae; color: #fff; }
progress { width: 100%; margin-top: var(--s4); }
summary { cursor: pointer; } details > summary { width: fit-content; }
hr { border: 0; border-top: 1px solid var(--line); margin: var(--s5) 0; }
.frame { max-width: 76rem; margin: 0 auto; padding: 0 var(--s4); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: var(--s4); top: var(--s2); background: var(--paper); padding: var(--s2); z-index: 2; }
.top { border-bottom: 1px solid var(--line); background: var(--shade); }
.top .frame { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s2) var(--s5); min-height: 3.25rem; padding-block: var(--s2); }
.top nav { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s4); flex: 1 0 auto; max-width: 100%; }
.top a { color: var(--ink); text-decoration: none; } .top a:hover { text-decoration: underline; } .top .brand { font-weight: 700; }
.top a[aria-current] { text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: .35em; }
.top form, .who { display: flex; gap: var(--s3); align-items: center; margin: 0; }
.top form span { font-size: var(--small); } .top button { padding: var(--s1) var(--s3); font-size: var(--small); }
main.frame { padding-block: var(--s5) var(--s6); }
.foot { border-top: 1px solid var(--line); color: var(--muted); font-size: var(--small); padding-block: var(--s4); }
.muted { color: var(--muted); } .small { font-size: var(--small); } .good { color: var(--good); } .bad { color: var(--bad); }
.lead { color: var(--muted); max-width: 48rem; margin-top: var(--s2); }
.error { border: 1px solid var(--bad); background: var(--bad-shade); border-radius: var(--round); padding: var(--s3) var(--s4); margin-bottom: var(--s4); }
.notice { border: 1px solid var(--line); background: var(--link-shade); border-radius: var(--round); padding: var(--s3) var(--s4); margin-bottom: var(--s4); }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) { a, button, .chip { transition: background-color .12s, border-color .12s; } }
`

export const STYLE = `${TOKENS}${BASE}${PART_STYLE}${PRINT_STYLE}`
