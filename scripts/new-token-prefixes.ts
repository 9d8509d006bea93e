/**
 * Reports token prefixes that another project's data knows and our table does not. The data is any folder with rules in
 * it, such as an installed secretlint: `npm run check:prefixes -- node_modules/@secretlint`. It only reads files. A
 * new prefix is a fact to look up at the vendor; no pattern is taken over.
 */
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { REDACTION_RULES } from '../src/core/redaction/rules.ts'

/** A literal in front of a character class, as in `acme_[a-z0-9]{32}`; the least length of the rest is captured. */
const PREFIX_AND_REST =
  /(?<![A-Za-z0-9\\])(?<prefix>[A-Za-z][A-Za-z0-9]{1,15}(?:[_-][A-Za-z0-9]{1,10}){0,3}[_-]|[A-Z][A-Za-z0-9]{3,7})(?:\(\?:|\()?(?:\[[^\]\n]{2,40}\]|\\w)\{(?<least>\d{1,4})/g
/** A shorter rest is not a token. */
const MIN_REST = 16
/** A shorter hint says nothing about the prefix that begins with it. */
const MIN_HINT = 3

/**
 * @param text of rules, in any language in which patterns are written
 * @returns the prefixes, each once, sorted
 */
export function prefixesIn(text: string): readonly string[] {
  const found = [...text.matchAll(PREFIX_AND_REST)].filter(({ groups }) => Number(groups?.['least']) >= MIN_REST)
  return [...new Set(found.map(({ groups }) => groups?.['prefix'] as string))].sort()
}

/** Returns the prefixes that no hint of our rules begins or contains. */
export function unknownPrefixes(prefixes: readonly string[]): readonly string[] {
  const hints = [...new Set(REDACTION_RULES.flatMap((rule) => (rule.nature === 'personal' ? [] : rule.hints)))]
  const isKnown = (prefix: string) =>
    hints.some((hint) => hint.startsWith(prefix) || (hint.length >= MIN_HINT && prefix.startsWith(hint)))
  return prefixes.filter((prefix) => !isKnown(prefix.toLowerCase()))
}

if (import.meta.main) {
  const folders = process.argv.slice(2)
  const prefixes = new Set<string>()
  for (const folder of folders)
    for await (const path of glob('**/*.{js,mjs,cjs,ts,json,toml,yml,yaml}', { cwd: folder }))
      for (const prefix of prefixesIn(await readFile(join(folder, path), 'utf8'))) prefixes.add(prefix)
  const unknown = unknownPrefixes([...prefixes].sort())
  process.stdout.write(
    `${prefixes.size} prefixes in ${folders.length} folders, ${unknown.length} unknown here\n${unknown.map((it) => `${it}\n`).join('')}`,
  )
  if (folders.length === 0) process.exitCode = 2
}
