/** Reads the visible text from HTML inside Markdown and keeps its line numbers. */

/** Elements that GitHub allows in a body. Any other text in angle brackets is a placeholder that the reporter typed. */
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

/** A piece of HTML text. */
export interface HtmlText {
  /** Number of source lines before it. */
  readonly skipped: number
  readonly text: string
  /** True inside `<pre>`. */
  readonly code: boolean
}

/**
 * @param html one HTML block
 * @param inPre true when an earlier block left a `<pre>` open
 * @returns the texts in order, and whether a `<pre>` is open at the end
 */
export function readHtml(html: string, inPre: boolean): { texts: readonly HtmlText[]; inPre: boolean } {
  const texts: HtmlText[] = []
  let code = inPre
  let skipped = 0
  for (const part of replaceComments(html, newlines).split(/(<\/?pre(?=[\s>])[^<>]*>)/i)) {
    if (/^<\/?pre[\s>]/i.test(part)) code = part[1] !== '/'
    else texts.push({ skipped, text: stripTags(part), code })
    skipped += part.split('\n').length - 1
  }
  return { texts, inPre: code }
}

/** Removes tags and decodes entities. Keeps the number of lines. */
export function stripTags(html: string): string {
  return replaceComments(html, newlines)
    .replace(ELEMENT, (tag) => newlines(tag))
    .replace(/&(lt|gt|amp|quot|apos|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
}

/**
 * An unclosed comment hides the rest, as on GitHub. A regular expression would take quadratic time on a body that
 * consists only of `<!--`.
 * @param replacement returns the text that replaces a comment
 */
export function replaceComments(html: string, replacement: (comment: string) => string): string {
  let text = ''
  let at = 0
  for (let start = html.indexOf('<!--'); start !== -1; start = html.indexOf('<!--', at)) {
    const close = html.indexOf('-->', start + 2)
    const end = close === -1 ? html.length : close + 3
    text += html.slice(at, start) + replacement(html.slice(start, end))
    at = end
  }
  return text + html.slice(at)
}

function newlines(text: string): string {
  return '\n'.repeat(text.split('\n').length - 1)
}
