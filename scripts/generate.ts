/**
 * Writes every generated file, or with `--check` lists those that are out of date. To add one, add a line to
 * `GENERATED`.
 * Usage: npm run generate [-- --check]
 */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environmentJsonSchema } from '../src/adapters/config/environment-variables.ts'
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import { renderCommandPage } from '../src/core/documentation/command-page.ts'
import { renderCommentsPage } from '../src/core/documentation/comments-page.ts'
import { renderConfigurationPage } from '../src/core/documentation/configuration-page.ts'
import { renderErrorPage } from '../src/core/documentation/error-page.ts'
import { insertFormTable } from '../src/core/documentation/form-table.ts'
import { renderProductPage } from '../src/core/documentation/product-page.ts'
import { renderSignaturePages } from '../src/core/documentation/signature-pages.ts'
import { compileProducts } from '../src/core/report/products.ts'
import { settingsJsonSchema } from '../src/core/settings/repository-settings.ts'
import { signatureJsonSchema } from '../src/core/signatures/json-schema.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import type { PackFile } from '../src/core/signatures/parse.ts'
import { PRODUCTS_FILE, readProducts } from '../src/core/signatures/products-file.ts'
import { syncPages } from '../src/entrypoints/cli/generated-pages.ts'
import { renderCommandLinePage, renderCommandList } from './command-line-page.ts'
import { renderManPage } from './man-page.ts'

/** Maps a file's path to a function from its current content to the content that it should have. */
const GENERATED: Readonly<Record<string, (present: string) => string | Promise<string>>> = {
  'docs/configuration.md': () =>
    renderConfigurationPage({ settings: settingsJsonSchema(), environment: environmentJsonSchema() }),
  'schemas/auth-triage.schema.json': () => `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`,
  'docs/command-line.md': renderCommandLinePage,
  'man/auth-triage.1': renderManPage,
  'src/entrypoints/cli/command-list.json': renderCommandList,
  'docs/commands.md': renderCommandPage,
  'docs/comments.md': async () => renderCommentsPage(loadPack(await readPackFolder(shippedPack()))),
  'docs/errors.md': renderErrorPage,
  'docs/products.md': async () => renderProductPage(compileProducts(readProducts(await productsFile()))),
  'signatures/schema.json': () => `${JSON.stringify(signatureJsonSchema(), null, 2)}\n`,
  'signatures/README.md': insertFormTable,
  'src/core/report/products.json': async () => rowByRow(readProducts(await productsFile())),
}

async function productsFile(): Promise<PackFile> {
  return { path: PRODUCTS_FILE, text: await readFile(join(shippedPack(), PRODUCTS_FILE), 'utf8') }
}

/** One row a line, so that a changed row is one changed line. */
function rowByRow(rows: readonly unknown[]): string {
  return `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`
}

/** Folder for the signature pages. */
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
