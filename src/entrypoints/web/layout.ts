/** The frame of every page. `html` escapes every value, except those made by `html` or `raw`. */
import { html } from 'hono/html'
import { STYLE_PATH } from './assets.ts'

export type Html = ReturnType<typeof html>

export interface HtmlPage {
  /** Shown in the tab and as the heading. */
  readonly title: string
  readonly main: Html
  /** Path of a script that improves the page; the page works without it. */
  readonly script?: string
}

const NAVIGATION = [
  ['/', 'Home'],
  ['/try', 'Try it'],
  ['/signatures', 'Signatures'],
] as const

export function layout({ title, main, script }: HtmlPage): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · auth-triage</title>
<link rel="stylesheet" href="${STYLE_PATH}">
${script === undefined ? '' : html`<script type="module" src="${script}"></script>`}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header><nav aria-label="Main">${NAVIGATION.map(([path, name]) => html`<a href="${path}">${name}</a> `)}</nav></header>
<main id="main" tabindex="-1">
<h1>${title}</h1>
${main}
</main>
<footer>auth-triage recognises authentication failures by their evidence. It never closes an issue and uses no language model.</footer>
</body>
</html>`
}
