/** Reads the Dockerfile, and runs its steps in folders instead of images. */
import { cp, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Copy, DockerfileParser, type Instruction } from 'dockerfile-ast'

export const CHECKOUT = join(import.meta.dirname, '../..')
export const DOCKERFILE = await readFile(join(CHECKOUT, 'Dockerfile'), 'utf8')

/** One `FROM` and its instructions. */
export interface Stage {
  /** Null for the last stage, which is the image. */
  readonly name: string | null
  readonly base: string
  readonly instructions: readonly Instruction[]
}

export function readStages(text: string): readonly Stage[] {
  const dockerfile = DockerfileParser.parse(text)
  return dockerfile.getFROMs().map((from) => ({
    name: from.getBuildStage(),
    base: from.getImage() ?? '',
    instructions:
      dockerfile
        .getContainingImage(from.getRange().start)
        ?.getInstructions()
        .filter((it) => it.getKeyword() !== 'FROM') ?? [],
  }))
}

/** Returns an instruction's words without its flags; for a command in JSON form, its elements. */
export function argumentsOf(instruction: Instruction | undefined): readonly string[] {
  const text = instruction?.getRawArgumentsContent()?.replaceAll('\\\n', '') ?? ''
  const list = /\[.*\]$/s.exec(text)?.[0]
  return list === undefined ? text.split(/\s+/) : JSON.parse(list)
}

export interface Builder {
  /** Returns the folder that stands in for a stage's image. */
  readonly folderOf: (stage: string | null) => string
  /** Runs a `RUN` command in a stage's working folder. */
  readonly run: (command: string, folder: string) => Promise<void>
}

/** Runs the steps of one stage that create files: WORKDIR, COPY and RUN. */
export async function build({ name, instructions }: Stage, { folderOf, run }: Builder): Promise<void> {
  let folder = folderOf(name)
  for (const instruction of instructions) {
    const keyword = instruction.getKeyword()
    if (keyword === 'WORKDIR') folder = join(folderOf(name), argumentsOf(instruction)[0] ?? '')
    if (keyword === 'COPY') await copy(instruction as Copy, folder, folderOf)
    if (keyword === 'RUN') await run(argumentsOf(instruction).join(' '), folder)
  }
}

async function copy(instruction: Copy, folder: string, folderOf: Builder['folderOf']): Promise<void> {
  const from = instruction.getFromFlag()?.getValue()
  const source = from ? folderOf(from) : CHECKOUT
  const paths = argumentsOf(instruction)
  const target = paths.at(-1) ?? ''
  for (const path of paths.slice(0, -1)) {
    const to = join(folder, target.endsWith('/') ? join(target, path.split('/').at(-1) ?? '') : target)
    await mkdir(dirname(to), { recursive: true })
    await cp(join(source, path), to, { recursive: true, verbatimSymlinks: true })
  }
}
