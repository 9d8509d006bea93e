/**
 * Builds the package's `dist/`: plain JavaScript, the types of the public API, and the compiled pack. The dependencies
 * stay outside. The other libraries are built in, with their licences in `dist/licences/` (decisions 14 and 48 explain
 * why). Usage: npm run build
 */
import { execFile } from 'node:child_process'
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sealShippedPack } from '../src/adapters/compiled-pack/shipped.ts'
import { bundleProgram } from './bundle-program.ts'

/** Written by hand: the emitted types would bring those of the whole bot. */
const APP_TYPES = `import type { ApplicationFunction } from 'probot'
declare const authTriage: ApplicationFunction
export default authTriage
`

/** Only the types of the public API need the dependency. Its hundred files take long to load. */
const ONLY_FOR_TYPES = ['zod']

const root = fileURLToPath(new URL('..', import.meta.url))
const inRoot = (path: string) => join(root, path)

await rm(inRoot('dist'), { recursive: true, force: true })
await copyLicences(await bundleProgram(inRoot('dist'), await outsidePackages()))
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
  const names = Object.keys(dependencies).filter((name) => !ONLY_FOR_TYPES.includes(name))
  return [...names, 'emulate', 'smee-client']
}

/**
 * A copy of a library must have its licence with it.
 * @param folders of the libraries
 */
async function copyLicences(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const licence = (await readdir(folder)).find((name) => /^licen[cs]e(?:\.\w+)?$/i.test(name))
    if (licence === undefined) throw new Error(`${folder} has no licence file and must not be built in.`)
    const target = inRoot(`dist/licences/${folder.split('/node_modules/').at(-1)}/LICENSE`)
    await mkdir(dirname(target), { recursive: true })
    await copyFile(join(folder, licence), target)
  }
}
