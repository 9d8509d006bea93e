/** `config check`: says what is wrong with a repository's settings, and its own signatures, before they are pushed. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { readPackFolder } from '../../../adapters/pack-folder.ts'
import { parseSettings } from '../../../core/settings/parse-settings.ts'
import { remarksOn } from '../../../core/settings/settings-remarks.ts'
import { formatProblem, type Problem } from '../../../core/signatures/problems.ts'
import { addRepositorySignatures } from '../../../core/signatures/repository-signatures.ts'
import type { Finished, Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { toJson } from '../terminal-text.ts'

interface Options {
  readonly pack?: string
  readonly signatures?: string
  readonly json?: boolean
}

export function addConfig(program: Command, io: Io, finished: Finished): void {
  program
    .command('config')
    .description('work on the settings of a repository')
    .command('check')
    .description('check a .github/auth-triage.yml: line and remedy of everything that is wrong')
    .argument('<file>', 'the settings; `-` reads standard input')
    .option('--pack <folder>', 'another signature pack')
    .option(
      '--signatures <folder>',
      "the repository's own signatures (default: auth-triage/signatures beside the file)",
    )
    .option('--json', 'as one JSON document')
    .action(async (file: string, options: Options) => {
      const checked = await check(await io.read(file), file, options)
      const { valid, problems, remarks } = checked
      if (!valid) finished.code = 1
      if (options.json) return io.print(toJson(checked))
      for (const problem of [...problems, ...remarks]) io.print(formatProblem(problem))
      io.print(valid ? `${file} is valid` : invalid(file, checked))
    })
}

interface Checked {
  readonly file: string
  readonly valid: boolean
  /** Of the settings, then of signatures. */
  readonly problems: readonly Problem[]
  /** What has no effect; the settings hold all the same. */
  readonly remarks: readonly Problem[]
  /** Whether the settings themselves can be read. */
  readonly settingsHold: boolean
}

async function check(text: string, file: string, { pack: folder, signatures }: Options): Promise<Checked> {
  const { settings, problems, lineOf, renamed } = parseSettings(text, file)
  if (settings === null) return { file, valid: false, problems, remarks: [], settingsHold: false }
  const own = settings.signatures.own ? ownFolder(file, signatures) : null
  const files = own === null ? [] : await readPackFolder(own)
  const { pack, problems: unsound } = addRepositorySignatures(await openPack(folder), files, false)
  const found = [...problems, ...unsound.map((it) => ({ ...it, file: join(own ?? '', it.file) }))]
  const remarks = remarksOn({ file, settings, lineOf, renamed }, pack, false)
  return { file, valid: found.length === 0, problems: found, remarks, settingsHold: true }
}

/** Where a repository keeps them, seen from its settings; null where there are none. */
function ownFolder(file: string, named: string | undefined): string | null {
  if (named !== undefined) return named
  const beside = join(dirname(file), 'auth-triage', 'signatures')
  return file !== '-' && existsSync(beside) ? beside : null
}

function invalid(file: string, { settingsHold }: Checked): string {
  return settingsHold
    ? `${file} is valid, but not every signature of its own: the bot would go on without those`
    : `${file} is not valid: the bot would go on with the last good settings`
}
