/** The package as users get it: packed, and unpacked into an empty folder next to its dependencies. Uses no network. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const CHECKOUT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

export interface Installed {
  /** Folder in which the package is installed, as if by `npm install`. */
  readonly folder: string
  /** Size of the packed file in bytes. */
  readonly packedBytes: number
  remove(): Promise<void>
}

/** Packs the checkout as a release does, and installs the packed file. */
export async function installPacked(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-triage-package-'))
  await npm(CHECKOUT, 'pack', '--silent', '--pack-destination', folder)
  const packed = join(folder, `auth-triage-${(await readJson(join(CHECKOUT, 'package.json'))).version}.tgz`)
  const { size } = await stat(packed)
  await mkdir(join(folder, 'node_modules'))
  await run('tar', ['-xzf', packed, '-C', folder])
  await rename(join(folder, 'package'), join(folder, 'node_modules/auth-triage'))
  await linkDependencies(folder)
  // Creates the command, as an installation does.
  await npm(folder, 'rebuild', '--offline', '--silent', 'auth-triage')
  return { folder, packedBytes: size, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Runs a command in the folder. @returns its output and exit code */
export async function runIn(folder: string, command: string, ...args: readonly string[]) {
  const options = { cwd: folder, shell: process.platform === 'win32' }
  return run(command, [...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code: Number(code), out: String(stdout), err: String(stderr) }),
  )
}

/** Flags in the lock file that mark packages left out of a production installation. */
type Locked = { readonly [mark in 'dev' | 'devOptional' | 'optional']?: boolean }

/**
 * Links the dependencies from the checkout instead of fetching them. Links only those that the lock file does not mark
 * as development dependencies, so a missing dependency is missing here just as it would be for users.
 */
export async function linkDependencies(folder: string): Promise<void> {
  const { packages } = await readJson(join(CHECKOUT, 'package-lock.json'))
  for (const [path, entry] of Object.entries<Locked>(packages)) {
    const isTop = path.startsWith('node_modules/') && path.lastIndexOf('node_modules/') === 0
    if (!isTop || entry.dev || entry.devOptional || entry.optional) continue
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await symlink(join(CHECKOUT, path), join(folder, path), 'junction')
  }
}

async function npm(folder: string, ...args: readonly string[]): Promise<void> {
  const { code, err } = await runIn(folder, 'npm', ...args)
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed: ${err}`)
}

async function readJson(path: string) {
  return JSON.parse(await readFile(path, 'utf8'))
}
