/**
 * Writes every generated file, or with `--check` says which are out of date. Adding one: a line in `GENERATED`.
 * Usage: npm run generate [-- --check]
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { syncPages } from '../src/cli/generated-pages.ts'
import { environmentJsonSchema, settingsJsonSchema } from '../src/config/json-schema.ts'
import { shippedPack } from '../src/config/shipped-pack.ts'
import { renderCommandPage } from '../src/documentation/command-page.ts'
import { renderConfigurationPage } from '../src/documentation/configuration-page.ts'
import { renderErrorPage } from '../src/documentation/error-page.ts'
import { insertFormTable } from '../src/documentation/form-table.ts'
import { renderSignaturePages } from '../src/documentation/signature-pages.ts'
import { readPackFolder } from '../src/signatures/folder.ts'
import { signatureJsonSchema } from '../src/signatures/json-schema.ts'
import { loadPack } from '../src/signatures/load.ts'
import { renderCommandLinePage } from './command-line-page.ts'
import { renderRoomRules } from './rooms.ts'
import { insertRoomsTable } from './rooms-table.ts'

/** From the file as it stands to the file as it should be. */
const GENERATED: Readonly<Record<string, (present: string) => string | Promise<string>>> = {
  'biome.rooms.json': renderRoomRules,
  'docs/architecture.md': insertRoomsTable,
  'docs/configuration.md': () =>
    renderConfigurationPage({ settings: settingsJsonSchema(), environment: environmentJsonSchema() }),
  'schemas/auth-triage.schema.json': () => `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`,
  'docs/command-line.md': renderCommandLinePage,
  'docs/commands.md': renderCommandPage,
  'docs/errors.md': renderErrorPage,
  'signatures/schema.json': () => `${JSON.stringify(signatureJsonSchema(), null, 2)}\n`,
  'signatures/README.md': insertFormTable,
}

/** A page for every signature. */
const SIGNATURE_PAGES = 'docs/signatures'

const checkOnly = process.argv.includes('--check')
const stale: string[] = []
for (const [path, make] of Object.entries(GENERATED)) {
  const url = new URL(`../${path}`, import.meta.url)
  const present = await readFile(url, 'utf8').catch(() => '')
  const wanted = await make(present)
  if (wanted === present) continue
  stale.push(path)
  if (!checkOnly) await writeFile(url, wanted)
}

const files = await readPackFolder(shippedPack())
const folder = fileURLToPath(new URL(`../${SIGNATURE_PAGES}`, import.meta.url))
const pages = await syncPages(folder, renderSignaturePages(loadPack(files), files), { checkOnly })
stale.push(...pages.stale.map((name) => `${SIGNATURE_PAGES}/${name}`))
const superfluous = pages.superfluous.map((name) => `${SIGNATURE_PAGES}/${name}`)

if (stale.length > 0) process.stdout.write(`${checkOnly ? 'out of date' : 'written'}: ${stale.join(', ')}\n`)
if (superfluous.length > 0) {
  process.stdout.write(`${checkOnly ? 'superfluous' : 'removed'}: ${superfluous.join(', ')}\n`)
}
if (stale.length + superfluous.length > 0 && checkOnly) {
  process.stdout.write('Run `npm run generate` and commit the result.\n')
  process.exitCode = 1
}
