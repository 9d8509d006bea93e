/** `signatures new`: writes a signature file to fill in. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Command } from 'commander'
import { shippedPack } from '../../../../adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../../adapters/pack-folder.ts'
import { TriageError } from '../../../../core/errors.ts'
import { PRODUCTS } from '../../../../core/report/products.ts'
import { loadPack } from '../../../../core/signatures/load.ts'
import { idOfFile } from '../../../../core/signatures/loaded-signature.ts'
import type { PackFile } from '../../../../core/signatures/parse.ts'
import { signatureSchema } from '../../../../core/signatures/schema.ts'
import { writeSkeleton } from '../../../../core/signatures/skeleton.ts'
import type { Io } from '../../io.ts'

/** The shipped packs, in the order of packs.yaml; another pack may have others. A test compares them. */
const PACK_NAMES = [
  'client',
  'oauth',
  'mcp',
  'ci',
  'registry',
  'git',
  'kubernetes',
  'cloud',
  'database',
  'web-sso',
  'jwt',
  'mail',
  'mobile',
  'directory',
  'scalekit',
] as const

interface Options {
  readonly pack?: string
  readonly packName: string
}

export function addNew(signatures: Command, io: Io): void {
  signatures
    .command('new')
    .description('write a signature file to fill in, with every field explained')
    .argument('<id>', 'id of the new signature, e.g. missing-scope')
    .option('--pack-name <name>', `subfolder of the pack: ${PACK_NAMES.join(', ')}`, 'oauth')
    .option('--pack <folder>', 'folder with another signature pack')
    .action(async (id: string, { pack: folder = shippedPack(), packName }: Options) => {
      const files = await readPackFolder(folder)
      checkId(id)
      checkPackName(packName, files)
      checkFree(id, files)
      const path = join(folder, packName, `${id}.yaml`)
      await writeNew(
        path,
        writeSkeleton({ id, sibling: nearestSibling(packName, files), product: productOf(packName) }),
      )
      io.print(nextSteps(id, shownPath(path)))
    })
}

function checkId(id: string): void {
  const { shape } = signatureSchema
  const isId = shape.id.safeParse(id).success
  if (isId && shape.label.safeParse(`auth: ${id}`).success) return
  throw new TriageError('wrong-use', `${JSON.stringify(id)} cannot be a signature id.`, {
    hint: 'Use lower-case words joined by hyphens, short enough for a label: at most 44 characters.',
  })
}

function checkPackName(name: string, files: readonly PackFile[]): void {
  const known = new Set([...PACK_NAMES, ...files.flatMap(({ path }) => path.split('/').slice(0, -1))])
  if (known.has(name)) return
  throw new TriageError('wrong-use', `The pack has no folder ${JSON.stringify(name)}.`, {
    hint: `Its folders are: ${[...known].join(', ')}.`,
  })
}

function checkFree(id: string, files: readonly PackFile[]): void {
  const taken = files.find(({ path }) => idOfFile(path) === id)
  if (taken === undefined) return
  throw new TriageError('wrong-use', `The id ${id} is already used by ${taken.path}.`, {
    hint: 'Edit that file, or choose another id.',
  })
}

/** Returns a product of the pack's ecosystem as a first value; the author names those in which the failure occurs. */
function productOf(packName: string): string {
  return (
    PRODUCTS.find(({ ecosystem, isSurroundings }) => ecosystem === packName && !isSurroundings)?.id ?? 'claude-code'
  )
}

/** Returns a signature in the same folder, so that the new file loads; the author replaces it with a better one. */
function nearestSibling(packName: string, files: readonly PackFile[]): string {
  const ids = [...loadPack(files).signatures.keys()]
  const near = files.filter(({ path }) => path.startsWith(`${packName}/`)).map(({ path }) => idOfFile(path))
  return ids.find((id) => near.includes(id)) ?? (ids[0] as string)
}

/** Never overwrites a file, not even one created since the folder was read. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, text, { flag: 'wx' })
  } catch (cause) {
    throw new TriageError('unreadable-file', `${path} cannot be written.`, {
      hint: 'Check that this user may write there and that the file does not exist.',
      cause,
    })
  }
}

function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path)
  return fromHere.startsWith('..') ? path : fromHere
}

function nextSteps(id: string, path: string): string {
  return [
    `written: ${path}`,
    'Next:',
    '  1. Put two real, redacted reports under `examples`: one that the signature must recognise and one near miss.',
    `  2. Replace every REPLACE while \`auth-triage signatures test --watch ${id}\` is running.`,
    `  3. \`auth-triage signatures explain ${id} <report file>\` shows what each clause finds and what is missing.`,
    '  4. The signature stays `experimental` and silent until its precision on labelled reports is known; see signatures/README.md.',
  ].join('\n')
}
