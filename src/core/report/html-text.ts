/** HTML inside Markdown: what a reader of the page would see of it, on the lines where it stands. */

/** Elements that a body on GitHub may hold. Anything else in angle brackets is a placeholder that somebody typed. */
const ELEMENT =
  /<\/?(?:a|abbr|b|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em|figure|font|h[1-6]|hr|i|img|input|ins|kbd|li|mark|ol|p|picture|pre|q|s|samp|section|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video)(?=[\s/>])[^<>]*>/gi

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  '#39': "'",
  nbsp: ' ',
}

/** A stretch of HTML text; `code` when it stands in `<pre>`. */
export interface HtmlText {
  /** Lines that come before it in the source. */
  readonly skipped: number
  readonly text: string
  readonly code: boolean
}

/**
 * @param html one HTML block
 * @param inPre whether an earlier block left a `<pre>` open
 * @returns its text in order, and whether a `<pre>` is open at the end
 */
export function readHtml(html: string, inPre: boolean): { texts: readonly HtmlText[]; inPre: boolean } {
  const texts: HtmlText[] = []
  let code = inPre
  let skipped = 0
  for (const part of dropComments(html).split(/(<\/?pre(?=[\s>])[^<>]*>)/i)) {
    if (/^<\/?pre[\s>]/i.test(part)) code = part[1] !== '/'
    else texts.push({ skipped, text: stripTags(part), code })
    skipped += part.split('\n').length - 1
  }
  return { texts, inPre: code }
}

/** Tags out, entities read; as many lines as before. */
export function stripTags(html: string): string {
  return dropComments(html)
    .replace(ELEMENT, (tag) => newlines(tag))
    .replace(/&(lt|gt|amp|quot|apos|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
}

/** An open comment hides the rest, as on GitHub. Not a pattern: a body of nothing but `<!--` would take it square time. */
function dropComments(html: string): string {
  let text = ''
  let at = 0
  for (let start = html.indexOf('<!--'); start !== -1; start = html.indexOf('<!--', at)) {
    const close = html.indexOf('-->', start + 2)
    const end = close === -1 ? html.length : close + 3
    text += html.slice(at, start) + newlines(html.slice(start, end))
    at = end
  }
  return text + html.slice(at)
}

function newlines(text: string): string {
  return '\n'.repeat(text.split('\n').length - 1)
}
