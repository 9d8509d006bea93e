/** Opens the pack that a command uses: the shipped pack, a pack in a folder, or the pack at a git commit. */
import { stat } from 'node:fs/promises'
import { openShippedPack } from '../../adapters/compiled-pack/shipped.ts'
import { readPackFolder } from '../../adapters/pack-folder.ts'
import { TriageError } from '../../core/errors.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { PackFile } from '../../core/signatures/parse.ts'

/** The shipped pack does not change while the program runs. */
let shipped: Promise<Pack> | undefined

/** @param folder folder with another pack; by default, the shipped pack, which is opened only once */
export async function openPack(folder?: string): Promise<Pack> {
  if (folder !== undefined) return load(await readPackFolder(folder))
  shipped ??= openShippedPack()
  return shipped
}

/**
 * @param place a folder, or a git ref in this checkout (branch, tag, commit)
 * @throws TriageError('unreadable-file') when `place` is neither
 */
export async function openPackAt(place: string): Promise<Pack> {
  const isFolder = await stat(place).then(
    (it) => it.isDirectory(),
    () => false,
  )
  return isFolder ? openPack(place) : load(await readPackOfCommit(place))
}

/** What compiles a pack takes long to import, and the shipped pack is compiled already. */
async function load(files: readonly PackFile[]): Promise<Pack> {
  const { loadPack } = await import('../../core/signatures/load.ts')
  return loadPack(files)
}

/** The ref is user input; `--end-of-options` keeps git from reading it as an option. */
async function readPackOfCommit(ref: string): Promise<readonly PackFile[]> {
  try {
    const listed = await git('ls-tree', '-r', '--name-only', '--end-of-options', ref, 'signatures/')
    const paths = listed.split('\n').filter((path) => /\.ya?ml$/.test(path))
    return await Promise.all(
      paths.map(async (path) => ({
        path: path.replace(/^signatures\//, ''),
        text: await git('show', '--end-of-options', `${ref}:${path}`),
      })),
    )
  } catch (cause) {
    throw new TriageError('unreadable-file', `${ref} is neither a folder nor a commit in this checkout.`, {
      hint: 'Name a folder of signatures, or a branch, tag or commit that has `signatures/`.',
      cause,
    })
  }
}

async function git(...args: readonly string[]): Promise<string> {
  const { execFile } = await import('node:child_process')
  const { promisify } = await import('node:util')
  const { stdout } = await promisify(execFile)('git', args, { maxBuffer: 16 * 1024 * 1024 })
  return stdout
}
