/**
 * Builds the package's `dist/`: plain JavaScript, one file for each file of `src/`, the types of the public API, and the
 * compiled pack.
 * Libraries stay outside the build, as dependencies that can be updated. Those that only the build needs are written to
 * `dist/bundled/` with their licences (decision 14 explains why). Usage: npm run build
 */
import { execFile } from 'node:child_process'
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'
import { sealShippedPack } from '../src/adapters/compiled-pack/shipped.ts'

/** The package's entry points: the command line, the worker threads, the public API, and the Probot application. */
const ENTRIES = ['src/entrypoints/cli/bin.ts', 'src/app/analysis/thread.ts', 'src/index.ts', 'src/app.ts']

/** Packages that are partly bundled. `test/package/package.test.ts` fails if the list is out of date. */
const BUNDLED = ['natural', 'underscore']

/** Written by hand: the emitted types would bring those of the whole bot. */
const APP_TYPES = `import type { ApplicationFunction } from 'probot'
declare const authTriage: ApplicationFunction
export default authTriage
`

const root = fileURLToPath(new URL('..', import.meta.url))
const inRoot = (path: string) => join(root, path)

await rm(inRoot('dist'), { recursive: true, force: true })
await writeJavaScript(await outsidePackages())
await copyLicences()
await writeFile(inRoot('dist/app.d.ts'), APP_TYPES)
await writeFile(inRoot('dist/compiled-pack.bin'), await sealShippedPack())
await promisify(execFile)(process.execPath, [
  inRoot('node_modules/typescript/bin/tsc'),
  '-p',
  inRoot('tsconfig.build.json'),
])

/** Packages imported at run time: the dependencies, and the demo's local GitHub and the relay (in a checkout). */
async function outsidePackages(): Promise<readonly string[]> {
  const { dependencies } = JSON.parse(await readFile(inRoot('package.json'), 'utf8'))
  return [...Object.keys(dependencies), 'emulate', 'smee-client']
}

async function writeJavaScript(outside: readonly string[]): Promise<void> {
  const isOutside = (id: string) => id.startsWith('node:') || outside.some((it) => id === it || id.startsWith(`${it}/`))
  const build = await rolldown({ input: ENTRIES.map(inRoot), external: isOutside, platform: 'node' })
  await build.write({
    dir: inRoot('dist'),
    preserveModules: true,
    preserveModulesRoot: inRoot('src'),
    // npm never packs a folder named node_modules inside a package.
    entryFileNames: ({ name }) => `${name.replace(/^node_modules\//, 'bundled/')}.js`,
  })
  await build.close()
}

async function copyLicences(): Promise<void> {
  for (const name of BUNDLED) {
    const target = inRoot(`dist/bundled/${name}/LICENSE`)
    await mkdir(dirname(target), { recursive: true })
    await copyFile(await licenceOf(name), target)
  }
}

async function licenceOf(name: string): Promise<string> {
  const folder = inRoot(`node_modules/${name}`)
  for (const file of ['LICENSE', 'LICENSE.txt', 'LICENSE.md']) {
    if (
      await readFile(join(folder, file)).then(
        () => true,
        () => false,
      )
    )
      return join(folder, file)
  }
  throw new Error(`${name} has no licence file and must not be bundled.`)
}
