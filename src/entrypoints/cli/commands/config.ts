/** `config check`: finds errors in a repository's settings and in its own signatures before they are pushed. */
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
    .description("check a repository's settings")
    .command('check')
    .description('check a .github/auth-triage.yml file: print the line of each error and how to fix it')
    .argument('<file>', 'settings file; - for standard input')
    .option('--pack <folder>', 'folder with another signature pack')
    .option(
      '--signatures <folder>',
      "folder with the repository's signatures (default: auth-triage/signatures next to the file)",
    )
    .option('--json', 'print one JSON document')
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
  /** Errors in the settings, followed by errors in the signatures. */
  readonly problems: readonly Problem[]
  /** Remarks about parts of the settings that have no effect; the settings are still valid. */
  readonly remarks: readonly Problem[]
  /** True if the settings themselves are valid. */
  readonly settingsHold: boolean
}

async function check(text: string, file: string, { pack: folder, signatures }: Options): Promise<Checked> {
  const { settings, problems, lineOf, renamed } = parseSettings(text, file)
  if (settings === null) return { file, valid: false, problems, remarks: [], settingsHold: false }
  const folderOfRepository = settings.signatures.own ? repositoryFolder(file, signatures) : null
  const files = folderOfRepository === null ? [] : await readPackFolder(folderOfRepository)
  const { pack, problems: signatureProblems } = addRepositorySignatures(await openPack(folder), files, false)
  const inFolder = signatureProblems.map((it) => ({ ...it, file: join(folderOfRepository ?? '', it.file) }))
  const found = [...problems, ...inFolder]
  const remarks = remarksOn({ file, settings, lineOf, renamed }, pack, false)
  return { file, valid: found.length === 0, problems: found, remarks, settingsHold: true }
}

/** Returns the folder with the repository's signatures, by default next to its settings; null if there is none. */
function repositoryFolder(file: string, named: string | undefined): string | null {
  if (named !== undefined) return named
  const nextToFile = join(dirname(file), 'auth-triage', 'signatures')
  return file !== '-' && existsSync(nextToFile) ? nextToFile : null
}

function invalid(file: string, { settingsHold }: Checked): string {
  return settingsHold
    ? `${file} is valid, but some of the repository's signatures are not: the bot ignores those`
    : `${file} is not valid: the bot keeps using the last valid settings`
}
