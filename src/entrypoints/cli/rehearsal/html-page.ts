/** Renders a Markdown page as one HTML file that needs no network: the style sheet is inside, and there is no script. */
import { html, raw } from 'hono/html'
import { renderMarkdown } from '../../web/render-markdown.ts'
import { STYLE } from '../../web/style.ts'

/** @param markdown its HTML is sanitised */
export function toHtmlFile(title: string, markdown: string): string {
  return `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
${raw(renderMarkdown(markdown))}
</main>
</body>
</html>`}\n`
}
