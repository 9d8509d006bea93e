/**
 * Writes every generated file, or with `--check` says which are out of date. Adding one: a line in `GENERATED`.
 * Usage: npm run generate [-- --check]
 */
import { readFile, writeFile } from 'node:fs/promises'
import { signatureJsonSchema } from '../src/signatures/json-schema.ts'

const GENERATED: Readonly<Record<string, () => string>> = {
  'signatures/schema.json': () => `${JSON.stringify(signatureJsonSchema(), null, 2)}\n`,
}

const checkOnly = process.argv.includes('--check')
const stale: string[] = []
for (const [path, make] of Object.entries(GENERATED)) {
  const url = new URL(`../${path}`, import.meta.url)
  const wanted = make()
  if (wanted === (await readFile(url, 'utf8').catch(() => null))) continue
  stale.push(path)
  if (!checkOnly) await writeFile(url, wanted)
}

if (stale.length > 0) process.stdout.write(`${checkOnly ? 'out of date' : 'written'}: ${stale.join(', ')}\n`)
if (stale.length > 0 && checkOnly) {
  process.stdout.write('Run `npm run generate` and commit the result.\n')
  process.exitCode = 1
}
