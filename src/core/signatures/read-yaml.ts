/** Stage one of loading: a file's text → one YAML document without surprises, or what is wrong with it. */
import { type Document, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import { cleanAndRedact } from '../report/clean-and-redact.ts'
import type { Problem } from './problems.ts'

/** Nobody reads more problems of one file, and finding the nearest key takes time. */
export const MAX_PROBLEMS = 20

const MAX_QUOTED = 200

/** A document with a way to find the line that a value came from. */
export interface YamlText {
  readonly document: Document
  /** 1-based line of the value at a path of keys and indices. */
  lineOf(path: readonly PropertyKey[]): number
}

/** @returns the document, or the first 20 problems of the first kind that there is */
export function readYaml(file: { readonly path: string; readonly text: string }): YamlText | readonly Problem[] {
  const lines = new LineCounter()
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const lineAt = (offset: number) => lines.linePos(offset).line
  for (const find of [notText, syntax, aliases, innateKeys]) {
    // One after the other: what has no syntax has no keys to look at.
    const found = find(document, file.text).slice(0, MAX_PROBLEMS)
    const toProblem = ({ offset, ...it }: Found) => ({ file: file.path, line: lineAt(offset), ...it })
    if (found.length > 0) return found.map(toProblem)
  }
  return { document, lineOf: (path) => lineOfPath(document, path, lineAt) }
}

/** Keys are anybody's text, credentials among them, and the messages are read in one line. */
export function quoteValue(text: string): string {
  return shortenValue(cleanAndRedact(text).text)
}

export function shortenValue(text: string): string {
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text
}

type Found = Pick<Problem, 'message' | 'hint'> & { readonly offset: number }

type Find = (document: Document, text: string) => readonly Found[]

/** What is left of UTF-16, of another encoding or of no text at all when it is read as UTF-8. */
const notText: Find = (_, text) => {
  const offset = text.search(/[\0\ufffd]/)
  return offset === -1 ? [] : [{ offset, message: 'is not UTF-8 text from here on', hint: 'save the file as UTF-8' }]
}

const syntax: Find = ({ errors, warnings }, text) =>
  [...errors, ...warnings].map(({ pos: [offset], code, message }) => {
    const own = /^(?:<{7}|={7}|>{7})/m.test(text) ? CONFLICT : SYNTAX.get(code)
    return { offset, message: own?.message ?? quoteValue(message), hint: own?.hint ?? QUOTE }
  })

const QUOTE = 'quote the value with single quotes if it contains `:`, `#`, `{` or a leading special character'

const CONFLICT = { message: 'holds a conflict of two versions', hint: 'choose one of the two, and remove the marks' }

/** Code of the parser → what to say; its own words where there are none. */
const SYNTAX: ReadonlyMap<string, { readonly message?: string; readonly hint: string }> = new Map([
  ['TAB_AS_INDENT', { hint: 'YAML wants spaces for indentation; replace the tab' }],
  ['DUPLICATE_KEY', { hint: 'keep one of the two' }],
  ['MISSING_CHAR', { hint: 'add the character, or quote the value with single quotes' }],
  [
    'MULTIPLE_DOCS',
    { message: 'holds more than one document', hint: 'remove the `---` between them; one file is one' },
  ],
  ['TAG_RESOLVE_FAILED', { hint: 'remove the tag (`!name`); a value needs none' }],
  ['BAD_DIRECTIVE', { hint: 'remove the line that begins with `%`' }],
  [
    'RESOURCE_EXHAUSTION',
    { message: 'is nested too deeply', hint: 'close the brackets that are open; a few levels do' },
  ],
])

const aliases: Find = (document) => {
  const found: Found[] = []
  visit(document, {
    Alias(_, { range }) {
      const hint = 'write the value out; aliases can make a small file huge'
      found.push({ offset: range?.[0] ?? 0, message: 'uses a YAML alias (`*name`)', hint })
      return visit.BREAK
    },
  })
  return found
}

/** The one key that no object of the program can tell from what it is born with; every other is an own key like any. */
const INNATE = '__proto__'

const innateKeys: Find = (document) => {
  const found: Found[] = []
  visit(document, {
    Pair(_, { key }, above) {
      if (!isScalar(key) || key.value !== INNATE) return
      const names = above.flatMap((it) => (isPair(it) && isScalar(it.key) ? String(it.key.value) : []))
      const where = names.length === 0 ? '' : `\`${quoteValue(names.join('.'))}\`: `
      found.push({ offset: key.range?.[0] ?? 0, message: `${where}unknown key \`${INNATE}\``, hint: 'remove it' })
    },
  })
  return found
}

/** The line of the deepest part of the path that exists: a missing key is reported where its parent stands. */
function lineOfPath(document: Document, path: readonly PropertyKey[], lineAt: (offset: number) => number): number {
  let node: unknown = document.contents
  let line = 1
  for (const key of path) {
    node = childOf(node, String(key))
    if (!isNode(node)) break
    if (node.range) line = lineAt(node.range[0])
  }
  return line
}

/** By the name that a key has once it is checked: there a number is a text as well. */
function childOf(node: unknown, name: string): unknown {
  if (isSeq(node)) return node.items[Number(name)]
  if (!isMap(node)) return undefined
  return node.items.find(({ key }) => (isScalar(key) ? String(key.value ?? '') : String(key)) === name)?.value
}
