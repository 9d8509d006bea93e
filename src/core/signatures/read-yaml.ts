/** Stage one of loading: parses a file's text into one plain YAML document, or reports its problems. */
import { type Document, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import { cleanAndRedact } from '../report/clean-and-redact.ts'
import type { Problem } from './problems.ts'

/** More problems per file are not useful, and finding the nearest key takes time. */
export const MAX_PROBLEMS = 20

/** In characters. */
const MAX_QUOTED = 200

/** A document and the line numbers of its values. */
export interface YamlText {
  readonly document: Document
  /** 1-based line of the value at a path of keys and indices. */
  lineOf(path: readonly PropertyKey[]): number
}

/** @returns the document, or the first 20 problems of the first kind found */
export function readYaml(file: { readonly path: string; readonly text: string }): YamlText | readonly Problem[] {
  const lines = new LineCounter()
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const lineAt = (offset: number) => lines.linePos(offset).line
  for (const find of [notText, syntax, aliases, innateKeys]) {
    // The checks run one after another, since the keys in a file with syntax errors are not reliable.
    const found = find(document, file.text).slice(0, MAX_PROBLEMS)
    const toProblem = ({ offset, ...it }: Found) => ({ file: file.path, line: lineAt(offset), ...it })
    if (found.length > 0) return found.map(toProblem)
  }
  return { document, lineOf: (path) => lineOfPath(document, path, lineAt) }
}

/** Redacts and shortens text from a file for a message: a key can be a credential, and a message is one line. */
export function quoteValue(text: string): string {
  return shortenValue(cleanAndRedact(text).text)
}

export function shortenValue(text: string): string {
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text
}

type Found = Pick<Problem, 'message' | 'hint'> & { readonly offset: number }

type Find = (document: Document, text: string) => readonly Found[]

/**
 * Finds NULs and replacement characters: they occur when a binary file, or one in UTF-16 or another encoding, is read
 * as UTF-8.
 */
const notText: Find = (_, text) => {
  const offset = text.search(/[\0\ufffd]/)
  return offset === -1 ? [] : [{ offset, message: 'is not UTF-8 text from here on', hint: 'save the file as UTF-8' }]
}

const syntax: Find = ({ errors, warnings }, text) =>
  [...errors, ...warnings].map(({ pos: [offset], code, message }) => {
    const known = /^(?:<{7}|={7}|>{7})/m.test(text) ? CONFLICT : SYNTAX.get(code)
    return { offset, message: known?.message ?? quoteValue(message), hint: known?.hint ?? QUOTE }
  })

const QUOTE = 'quote the value with single quotes if it contains `:`, `#`, `{` or a leading special character'

const CONFLICT = { message: 'contains a merge conflict', hint: 'choose one version and remove the conflict markers' }

/** Parser error code → message and hint. Where the message is missing, the parser's own message is used. */
const SYNTAX: ReadonlyMap<string, { readonly message?: string; readonly hint: string }> = new Map([
  ['TAB_AS_INDENT', { hint: 'YAML requires spaces for indentation; replace the tab' }],
  ['DUPLICATE_KEY', { hint: 'keep one of the two' }],
  ['MISSING_CHAR', { hint: 'add the character, or quote the value with single quotes' }],
  ['MULTIPLE_DOCS', { message: 'contains more than one document', hint: 'remove the `---` between them' }],
  ['TAG_RESOLVE_FAILED', { hint: 'remove the tag (`!name`); values need no tag' }],
  ['BAD_DIRECTIVE', { hint: 'remove the line that starts with `%`' }],
  [
    'RESOURCE_EXHAUSTION',
    { message: 'is nested too deeply', hint: 'close the open brackets; a few levels are enough' },
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

/** The only key that a plain object does not treat as an ordinary property. */
const INNATE = '__proto__'

const innateKeys: Find = (document) => {
  const found: Found[] = []
  visit(document, {
    Pair(_, { key }, ancestors) {
      if (!isScalar(key) || key.value !== INNATE) return
      const names = ancestors.flatMap((it) => (isPair(it) && isScalar(it.key) ? String(it.key.value) : []))
      const where = names.length === 0 ? '' : `\`${quoteValue(names.join('.'))}\`: `
      found.push({ offset: key.range?.[0] ?? 0, message: `${where}unknown key \`${INNATE}\``, hint: 'remove it' })
    },
  })
  return found
}

/** Returns the line of the deepest existing part of the path, so a missing key is reported on its parent's line. */
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

/** Compares keys as strings, since the checked data has string keys, even for numbers. */
function childOf(node: unknown, name: string): unknown {
  if (isSeq(node)) return node.items[Number(name)]
  if (!isMap(node)) return undefined
  return node.items.find(({ key }) => (isScalar(key) ? String(key.value ?? '') : String(key)) === name)?.value
}
