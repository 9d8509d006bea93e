/**
 * Builds what the package ships in `dist/`: plain JavaScript, a file for a file of `src/`, and the types of the public API.
 * Libraries stay outside, as dependencies that can be updated, except those that only the build needs: they are written
 * into `dist/bundled/` with their licences (decision 14 says why). Usage: npm run build
 */
import { execFile } from 'node:child_process'
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'

/** What the package is entered by: the command, the threads that it starts, and the public API. */
const ENTRIES = ['src/entrypoints/cli/bin.ts', 'src/app/analysis/thread.ts', 'src/index.ts']

/** Parts of these are written into the package, found by `test/package.test.ts` if the list is out of date. */
const BUNDLED = ['natural', 'underscore']

const root = fileURLToPath(new URL('..', import.meta.url))
const inRoot = (path: string) => join(root, path)

await rm(inRoot('dist'), { recursive: true, force: true })
await writeJavaScript(await outsidePackages())
await copyLicences()
await promisify(execFile)(process.execPath, [
  inRoot('node_modules/typescript/bin/tsc'),
  '-p',
  inRoot('tsconfig.build.json'),
])

/** Packages that are imported when the program runs: the dependencies, and the demo's local GitHub of a checkout. */
async function outsidePackages(): Promise<readonly string[]> {
  const { dependencies } = JSON.parse(await readFile(inRoot('package.json'), 'utf8'))
  return [...Object.keys(dependencies), 'emulate']
}

async function writeJavaScript(outside: readonly string[]): Promise<void> {
  const isOutside = (id: string) => id.startsWith('node:') || outside.some((it) => id === it || id.startsWith(`${it}/`))
  const build = await rolldown({ input: ENTRIES.map(inRoot), external: isOutside, platform: 'node' })
  await build.write({
    dir: inRoot('dist'),
    preserveModules: true,
    preserveModulesRoot: inRoot('src'),
    // npm never packs a folder called node_modules inside a package.
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
  throw new Error(`${name} has no licence file, so that it may not be bundled.`)
}
