/** `config check`: says what is wrong with a repository's settings before they are pushed. */
import type { Command } from 'commander'
import { parseSettings } from '../../config/parse-settings.ts'
import { remarksOn } from '../../config/settings-remarks.ts'
import { formatProblem } from '../../signatures/problems.ts'
import type { Finished, Io } from '../io.ts'
import { openPack } from '../pack.ts'

interface Options {
  readonly pack?: string
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
    .option('--json', 'as one JSON document')
    .action(async (file: string, options: Options) => {
      const checked = await check(await io.read(file), file, options.pack)
      const { valid, problems, remarks } = checked
      if (!valid) finished.code = 1
      if (options.json) return io.print(JSON.stringify(checked, null, 2))
      for (const problem of [...problems, ...remarks]) io.print(formatProblem(problem))
      io.print(valid ? `${file} is valid` : `${file} is not valid: the bot would go on with the last good settings`)
    })
}

/** Remarks name what has no effect; the settings hold all the same. */
async function check(text: string, file: string, folder: string | undefined) {
  const { settings, problems, lineOf } = parseSettings(text, file)
  if (settings === null) return { file, valid: false, problems, remarks: [] }
  return { file, valid: true, problems, remarks: remarksOn({ file, settings, lineOf }, await openPack(folder), false) }
}
