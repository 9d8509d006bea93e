/** Opens the pack that a command uses: the shipped pack, a pack in a folder, or the pack at a git commit. */
import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { shippedPack } from '../../adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../adapters/pack-folder.ts'
import { TriageError } from '../../core/errors.ts'
import { loadPack } from '../../core/signatures/load.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { PackFile } from '../../core/signatures/parse.ts'

const run = promisify(execFile)

/** The shipped pack does not change while the program runs, and preparing it takes half a second. */
let shipped: Promise<Pack> | undefined

/** @param folder folder with another pack; by default, the shipped pack, which is prepared only once */
export async function openPack(folder?: string): Promise<Pack> {
  if (folder !== undefined) return loadPack(await readPackFolder(folder))
  shipped ??= readPackFolder(shippedPack()).then(loadPack)
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
  return isFolder ? openPack(place) : loadPack(await readPackOfCommit(place))
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
  const { stdout } = await run('git', args, { maxBuffer: 16 * 1024 * 1024 })
  return stdout
}
