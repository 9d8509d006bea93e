/** Stages one and two of loading: YAML text → checked data, with file, line and remedy for whatever is wrong. */
import { LevenshteinDistance } from 'natural/lib/natural/distance/levenshtein_distance.js'
import { type Document, isNode, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { cleanAndRedact } from '../report/clean-and-redact.ts'
import type { Problem } from './problems.ts'

/** A file of a pack, by its path inside the pack. */
export interface PackFile {
  readonly path: string
  readonly text: string
}

/** Checked data with a way to find the line that a value came from. */
export interface Parsed<T> {
  readonly value: T
  /** 1-based line of the value at a path of keys and indices. */
  lineOf(path: readonly PropertyKey[]): number
}

/** What kind of file is read: how large it may be, and what to tell whoever got it wrong. */
export interface FileForm {
  /** Most characters; more is a mistake or an attack. */
  readonly largest: number
  readonly tooLarge: string
  /** Where every field is described. */
  readonly reference: string
  /** Remedy for keys that people know from elsewhere. */
  readonly foreignKeys?: Readonly<Record<string, string>>
}

const SIGNATURE_FORM: FileForm = {
  largest: 100_000,
  tooLarge: 'a signature file is a few kilobytes; split it',
  reference: 'signatures/README.md',
}

/** Nobody reads more problems of one file, and finding the nearest key takes time. */
const MOST_PROBLEMS = 20

/**
 * @param schema what the file must look like
 * @param form what kind of file it is; one of a pack unless told
 * @returns the data, or the problems found, the first 20 of each kind
 */
export function parseFile<T>(
  file: PackFile,
  schema: z.ZodType<T>,
  form: FileForm = SIGNATURE_FORM,
): Parsed<T> | readonly Problem[] {
  if (file.text.length > form.largest) {
    const message = `is larger than ${form.largest} characters`
    return [{ file: file.path, line: 1, message, hint: form.tooLarge }]
  }
  const lines = new LineCounter()
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false })
  const syntax = document.errors.slice(0, MOST_PROBLEMS).map((error) => ({
    file: file.path,
    line: lines.linePos(error.pos[0]).line,
    message: quotable(error.message),
    hint: syntaxHint(error.code),
  }))
  if (syntax.length > 0) return syntax
  const alias = findAlias(document)
  if (alias !== null) {
    const line = lines.linePos(alias).line
    const message = 'uses a YAML alias (`*name`)'
    return [{ file: file.path, line, message, hint: 'write the value out; aliases can make a small file huge' }]
  }
  const lineOf = (path: readonly PropertyKey[]) => lineOfPath(document, lines, path)
  const checked = schema.safeParse(document.toJS())
  if (checked.success) return { value: checked.data, lineOf }
  return checked.error.issues
    .slice(0, MOST_PROBLEMS)
    .flatMap((issue) => explain(issue, schema, form))
    .map(({ path, message, hint }) => ({ file: file.path, line: lineOf(path), message, hint }))
}

export function isParsed<T>(result: Parsed<T> | readonly Problem[]): result is Parsed<T> {
  return 'lineOf' in result
}

function syntaxHint(code: string): string {
  if (code === 'TAB_AS_INDENT') return 'YAML wants spaces for indentation; replace the tab'
  if (code === 'DUPLICATE_KEY') return 'keep one of the two'
  if (code === 'MULTIPLE_DOCS') return 'remove the `---`; each signature has a file of its own'
  return 'quote the value with single quotes if it contains `:`, `#`, `{` or a leading special character'
}

/** Where the first alias stands, as an offset into the text; null when there is none. */
function findAlias(document: Document): number | null {
  let found: number | null = null
  visit(document, {
    Alias(_, alias) {
      found = alias.range?.[0] ?? 0
      return visit.BREAK
    },
  })
  return found
}

/** The line of the deepest part of the path that exists: a missing key is reported where its parent stands. */
function lineOfPath(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

interface Explained {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly hint: string
}

/** One issue can hold several unknown keys; each gets its own message and line. */
function explain(issue: z.core.$ZodIssue, schema: z.ZodType, form: FileForm): readonly Explained[] {
  const where = issue.path.length === 0 ? '' : `\`${quotable(issue.path.join('.'))}\`: `
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema)
    return issue.keys.slice(0, MOST_PROBLEMS).map((key) => ({
      path: [...issue.path, key],
      message: `${where}unknown key \`${quotable(key)}\``,
      hint: form.foreignKeys?.[key] ?? nearestKey(key, known, form),
    }))
  }
  const unquoted = issue.code === 'invalid_type' && issue.expected === 'string' && issue.message.includes('number')
  const hint = unquoted ? 'put the value in quotes' : `see ${form.reference} for what each field wants`
  return [{ path: issue.path, message: `${where}${quotable(issue.message)}`, hint }]
}

const MAX_QUOTED = 200

/** Keys are anybody's text, credentials among them, and the messages are read in one line. */
function quotable(text: string): string {
  return shorten(cleanAndRedact(text).text)
}

function shorten(text: string): string {
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text
}

function nearestKey(key: string, known: readonly string[], { reference }: FileForm): string {
  const nearest = nearestOf(key, known)
  return nearest === null ? `remove it, or see ${reference} for the fields there are` : `did you mean \`${nearest}\`?`
}

/** The known word that a mistyped one was most likely meant to be; null when none is close. */
export function nearestOf(word: string, known: readonly string[]): string | null {
  const nearest = known
    .map((it) => ({ it, distance: LevenshteinDistance(shorten(word), it, {}) }))
    .sort((a, b) => a.distance - b.distance)[0]
  return nearest !== undefined && nearest.distance <= Math.max(2, word.length / 3) ? nearest.it : null
}

/** Every key that the schema knows at any depth, to guess what a mistyped one meant. */
function knownKeys(schema: z.ZodType): readonly string[] {
  const keys = new Set<string>()
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') for (const name of Object.keys(value as object)) keys.add(name)
      walk(value)
    }
  }
  walk(schema.toJSONSchema({ io: 'input', unrepresentable: 'any' }))
  return [...keys]
}
