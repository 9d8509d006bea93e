/** Offers a supported fix as a patch of the signature's file: one more entry in `fixed-in`. A person applies it. */
import { parse, stringify } from 'yaml'

export interface FixedInEntry {
  readonly product: string
  readonly version: string
  /** An https URL. */
  readonly source: string
}

export interface SignatureFile {
  /** Relative to the folder that the patch is applied in, with `/` as separator. */
  readonly path: string
  readonly text: string
}

/** Lines around a change, as `diff -u` shows them. */
const CONTEXT = 3

/** @returns a unified diff for `git apply`; null if the file already names this version, or has no place for it */
export function renderFixPatch({ path, text }: SignatureFile, entry: FixedInEntry): string | null {
  const lines = text.replace(/\n$/, '').split('\n')
  const { product, version, source } = entry
  const known = (parse(text) as { readonly 'fixed-in'?: readonly FixedInEntry[] } | null)?.['fixed-in'] ?? []
  if (known.some((it) => it.product === product && it.version === version)) return null
  const added = stringify([{ product, version, source }], { lineWidth: 0 }).trimEnd().split('\n')
  const change = changeOf(
    lines,
    added.map((line) => `  ${line}`),
  )
  if (change === null) return null
  const { at, removed, inserted } = change
  const before = lines.slice(Math.max(0, at - CONTEXT), at)
  const after = lines.slice(at + removed, at + removed + CONTEXT)
  const start = at - before.length + 1
  const [old, now] = [before.length + removed + after.length, before.length + inserted.length + after.length]
  return [
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -${start},${old} +${start},${now} @@`,
    ...before.map((line) => ` ${line}`),
    ...lines.slice(at, at + removed).map((line) => `-${line}`),
    ...inserted.map((line) => `+${line}`),
    ...after.map((line) => ` ${line}`),
    '',
  ].join('\n')
}

interface Change {
  /** 0-based line. */
  readonly at: number
  readonly removed: number
  readonly inserted: readonly string[]
}

/** After the last entry of the list, instead of an empty list, or as a new list where the form has it. */
function changeOf(lines: readonly string[], added: readonly string[]): Change | null {
  const key = lines.findIndex((line) => /^fixed-in:\s*(?:\[\s*\]\s*)?$/.test(line))
  if (key === -1) {
    const examples = lines.findIndex((line) => /^examples:/.test(line))
    const hasOther = lines.some((line) => /^fixed-in:/.test(line))
    return examples === -1 || hasOther ? null : { at: examples, removed: 0, inserted: ['fixed-in:', ...added] }
  }
  if (lines[key]?.includes('[')) return { at: key, removed: 1, inserted: ['fixed-in:', ...added] }
  const next = lines.findIndex((line, at) => at > key && /^\S/.test(line))
  const end = next === -1 ? lines.length : next
  const last = lines.findLastIndex((line, at) => at < end && line.trim() !== '')
  return { at: last + 1, removed: 0, inserted: added }
}
