/** `config check`: finds errors in a repository's settings and in its own signatures before they are pushed. */
import { join } from 'node:path'
import type { Command } from 'commander'
import { runExamples } from '../../../core/diagnosis/examples.ts'
import { parseSettings } from '../../../core/settings/parse-settings.ts'
import { remarksOn } from '../../../core/settings/settings-remarks.ts'
import { headingsOfTemplates } from '../../../core/settings/template-headings.ts'
import { idOfFile } from '../../../core/signatures/loaded-signature.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import type { PackFile } from '../../../core/signatures/parse.ts'
import { formatProblem, type Problem } from '../../../core/signatures/problems.ts'
import { addRepositorySignatures } from '../../../core/signatures/repository-signatures.ts'
import type { Finished, Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { readSignaturesBeside, readTemplatesBeside } from '../repository-files.ts'
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
  const shipped = await openPack(folder)
  const { folder: ownFolder, files } = await readSignaturesBeside(file, settings, signatures)
  const inFolder = (it: Problem): Problem => ({ ...it, file: join(ownFolder ?? '', it.file) })
  const { pack, problems: signatureProblems } = addRepositorySignatures(shipped, files, false)
  const found = [...problems, ...signatureProblems.map(inFolder)]
  const broken = brokenExamples(shipped, files).map(inFolder)
  const templateHeadings = headingsOfTemplates(readTemplatesBeside(file))
  const remarks = [...remarksOn({ file, settings, lineOf, renamed, templateHeadings }, pack, false), ...broken]
  return { file, valid: found.length === 0, problems: found, remarks, settingsHold: true }
}

/** Runs the examples as if the operator trusted the signatures, because others can only ask. */
function brokenExamples(shipped: Pack, files: readonly PackFile[]): readonly Problem[] {
  const { pack } = addRepositorySignatures(shipped, files, true)
  const own = new Set([...pack.signatures.keys()].filter((id) => !shipped.signatures.has(id)))
  return runExamples(pack, own).map(({ signature, example, differences }) => ({
    file: files.find(({ path }) => idOfFile(path) === signature)?.path ?? signature,
    line: 1,
    message: `the example "${example}" does not get its result: ${differences.join('; ')}`,
    hint: 'correct the clauses or the example; `auth-triage signatures explain` shows near misses',
  }))
}

function invalid(file: string, { settingsHold }: Checked): string {
  return settingsHold
    ? `${file} is valid, but some of the repository's signatures are not: the bot ignores those`
    : `${file} is not valid: the bot keeps using the last valid settings`
}
