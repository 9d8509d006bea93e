/**
 * Writes the GitHub Action's single file, because GitHub runs an Action from its repository without installing
 * anything. Part of a release. Usage: npm run build:action; with `-- --check` it only checks that the committed file is
 * up to date. Also writes the compiled pack, which is only a faster form of the signatures: without it, or when it does
 * not fit them, the Action compiles them.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sealShippedPack } from '../src/adapters/compiled-pack/shipped.ts'
import { BUNDLE, bundleAction } from './bundle-action.ts'

const path = fileURLToPath(new URL(`../${BUNDLE}`, import.meta.url))
const wanted = await bundleAction()
if (!process.argv.includes('--check')) {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, wanted)
  await writeFile(fileURLToPath(new URL('../dist-action/compiled-pack.bin', import.meta.url)), await sealShippedPack())
} else if (wanted !== (await readFile(path, 'utf8').catch(() => ''))) {
  process.stdout.write(`${BUNDLE} is out of date: run \`npm run build:action\` and commit the result.\n`)
  process.exitCode = 1
}
