/** `eval-endings`: measures how well the ends of threads are read. */

import { basename } from 'node:path'
import type { Command } from 'commander'
import { measureEndings, parseEndings, readEndings } from '../../../core/evaluation/evaluate-endings.ts'
import { percent } from '../../../core/evaluation/percent.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { toJson } from '../terminal-text.ts'

export function addEvalEndings(program: Command, io: Io): void {
  program
    .command('eval-endings')
    .description("measure how well the ends of threads are read as a grade of the bot's answer (JSON Lines)")
    .argument('<endings.jsonl>', 'labelled endings')
    .option('--json', 'print the figures and every ending as one JSON document')
    .action(async (file: string, { json }: { readonly json?: boolean }) => {
      const read = readEndings(parseEndings(await io.read(file), basename(file)), await openPack())
      const figures = measureEndings(read)
      if (json) return io.print(toJson({ ...figures, read }))
      const wrong = read.filter(({ isRight }) => !isRight)
      io.print(
        [
          `endings    ${figures.endings}`,
          `graded     ${figures.graded}, ${percent(figures.precision)} right`,
          `found      ${percent(figures.recall)} of those that a person can grade`,
          `overread   ${figures.overread}`,
          ...wrong.map(({ id, kind, expected, got }) => `${id} (${kind}): expected ${expected}, read ${got}`),
        ].join('\n'),
      )
    })
}
