/** Stage two of loading: turns YAML into checked data and reports problems, each with file, line and hint. */
import { LevenshteinDistance } from 'natural/lib/natural/distance/levenshtein_distance.js'
import type { z } from 'zod'
import { convertFormerSteps, FORMER_SIGNATURE_KEYS, type RenamedKey } from './former-keys.ts'
import type { Problem } from './problems.ts'
import { MAX_PROBLEMS, quoteValue, readYaml, shortenValue } from './read-yaml.ts'

/** A pack file. */
export interface PackFile {
  /** Path inside the pack. */
  readonly path: string
  readonly text: string
}

/** Checked data and the line numbers of its values. */
export interface Parsed<T> {
  readonly value: T
  /** 1-based line of the value at a path of keys and indices. */
  lineOf(path: readonly PropertyKey[]): number
  /** Keys that the file still has under a former name. */
  readonly renamed: readonly RenamedKey[]
}

/** A kind of file: its size limit, and the hints for mistakes in it. */
export interface FileForm {
  /** Maximum length in characters. A larger file is a mistake or an attack. */
  readonly maxLength: number
  /** Hint for a file that is too large. */
  readonly tooLargeHint: string
  /** Page that describes every field. */
  readonly reference: string
  /** Key of another tool → hint. */
  readonly foreignKeys?: Readonly<Record<string, string>>
  /** Former path without indices, e.g. `product.surface` → current key. Files with former keys remain valid. */
  readonly renamedKeys?: Readonly<Record<string, string>>
  /** Converts values whose shape has changed, in place, and returns their keys. */
  readonly convert?: (data: unknown) => readonly RenamedKey[]
}

const SIGNATURE_FORM: FileForm = {
  maxLength: 100_000,
  tooLargeHint: 'a signature file is a few kilobytes; split it',
  reference: 'signatures/README.md',
  renamedKeys: FORMER_SIGNATURE_KEYS,
  convert: convertFormerSteps,
}

/**
 * @param schema that the data must match
 * @param form kind of file; a pack file by default
 * @returns the data, or the first 20 problems of the first kind found
 */
export function parseFile<T>(
  file: PackFile,
  schema: z.ZodType<T>,
  form: FileForm = SIGNATURE_FORM,
): Parsed<T> | readonly Problem[] {
  if (file.text.length > form.maxLength) {
    const message = `is larger than ${form.maxLength} characters`
    return [{ file: file.path, line: 1, message, hint: form.tooLargeHint }]
  }
  const yaml = readYaml(file)
  if (!('document' in yaml)) return yaml
  const { document, lineOf } = yaml
  const data: unknown = document.toJS()
  const renamed = [...renameFormerKeys(data, form), ...(form.convert?.(data) ?? [])]
  const checked = schema.safeParse(data)
  if (checked.success) return { value: checked.data, lineOf, renamed }
  return checked.error.issues
    .slice(0, MAX_PROBLEMS)
    .flatMap((issue) => explain(issue, schema, form))
    .map(({ path, message, hint }) => ({ file: file.path, line: lineOf(path), message, hint }))
}

/**
 * Gives former keys their current names, in place.
 * @param data as parsed from YAML
 * @returns the keys that were renamed
 */
function renameFormerKeys(data: unknown, { renamedKeys = {} }: FileForm): readonly RenamedKey[] {
  return Object.entries(renamedKeys).flatMap(([path, currentName]) => renameAt(data, path.split('.'), currentName))
}

function renameAt(
  value: unknown,
  [key = '', ...inner]: readonly string[],
  currentName: string,
  path: readonly PropertyKey[] = [],
): readonly RenamedKey[] {
  if (Array.isArray(value)) {
    return value.flatMap((it, index) => renameAt(it, [key, ...inner], currentName, [...path, index]))
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return []
  const record = value as Record<string, unknown>
  if (inner.length > 0) return renameAt(record[key], inner, currentName, [...path, key])
  if (Object.hasOwn(record, currentName)) return []
  record[currentName] = record[key]
  delete record[key]
  return [{ path: [...path, key], currentName }]
}

export function isParsed<T>(result: Parsed<T> | readonly Problem[]): result is Parsed<T> {
  return 'lineOf' in result
}

interface ExplainedIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly hint: string
}

/** One issue can cover several unknown keys; each gets its own message and line. */
function explain(issue: z.core.$ZodIssue, schema: z.ZodType, form: FileForm): readonly ExplainedIssue[] {
  const where = issue.path.length === 0 ? '' : `\`${quoteValue(issue.path.join('.'))}\`: `
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema)
    return issue.keys.slice(0, MAX_PROBLEMS).map((key) => ({
      path: [...issue.path, key],
      message: `${where}unknown key \`${quoteValue(key)}\``,
      hint: foreignKey(key, form) ?? nearestKey(key, known, form),
    }))
  }
  const isWhole = issue.code === 'invalid_type' && issue.path.length === 0
  const unquoted = expectsText(issue)
  const hint = unquoted ? 'put the value in quotes' : `${isWhole ? 'write fields as `name: value`; ' : ''}${see(form)}`
  return [{ path: issue.path, message: `${where}${quoteValue(issue.message)}`, hint }]
}

/** A number where a text is wanted, or where a text is one of several possible forms. */
function expectsText(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_union') return issue.errors.some((errors) => errors.some(expectsText))
  return issue.code === 'invalid_type' && issue.expected === 'string' && issue.message.includes('number')
}

function see({ reference }: FileForm): string {
  return `see ${reference} for the values that each field allows`
}

/** Checks only own properties, since files may contain any key, even one that objects inherit. */
function foreignKey(key: string, { foreignKeys = {} }: FileForm): string | undefined {
  return Object.hasOwn(foreignKeys, key) ? foreignKeys[key] : undefined
}

function nearestKey(key: string, known: readonly string[], { reference }: FileForm): string {
  const nearest = closestWord(key, known)
  return nearest === null ? `remove it, or see ${reference} for the available fields` : `did you mean \`${nearest}\`?`
}

/** Returns the known word that is closest to a mistyped one, or null when none is close. */
export function closestWord(word: string, known: readonly string[]): string | null {
  const nearest = known
    .map((it) => ({ it, distance: LevenshteinDistance(shortenValue(word), it, {}) }))
    .sort((a, b) => a.distance - b.distance)[0]
  // A distance as long as the word means that the words have nothing in common.
  const isClose = ({ it, distance }: { it: string; distance: number }) =>
    distance <= Math.max(2, word.length / 3) && distance < it.length
  return nearest !== undefined && isClose(nearest) ? nearest.it : null
}

/** Returns every key in the schema, at any depth, to suggest a correction for a mistyped one. */
function knownKeys(schema: z.ZodType): readonly string[] {
  const keys = new Set<string>()
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') for (const name of Object.keys(value as object)) keys.add(name)
      collect(value)
    }
  }
  collect(schema.toJSONSchema({ io: 'input', unrepresentable: 'any' }))
  return [...keys]
}
