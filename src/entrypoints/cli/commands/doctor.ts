/** `doctor`: looks at an installation from end to end and prints what to mend. */
import type { Command } from 'commander'
import { readProcessSettings } from '../../../adapters/config/environment.ts'
import type { Finished, Io } from '../io.ts'
import { toJson } from '../terminal-text.ts'

const REACTIONS = { fine: 'ok  ', look: 'look', mend: 'MEND' } as const

export function addDoctor(program: Command, io: Io, finished: Finished): void {
  program
    .command('doctor')
    .description('check credentials, permissions, webhook, store and pack, and say what to mend (exit code 1)')
    .option('--json', 'print one JSON document')
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      // Loaded only here: Probot takes a second that no other command should wait for.
      const { examine } = await import('../../server/doctor.ts')
      const findings = await examine(readProcessSettings(), Date.now)
      const mend = findings.filter(({ feedbackEvent }) => feedbackEvent === 'mend').length
      if (mend > 0) finished.code = 1
      if (json) return io.print(toJson({ mend, findings }))
      for (const { feedbackEvent, check, says, fix } of findings) {
        io.print(`${REACTIONS[feedbackEvent]}  ${check}: ${says}${fix === null ? '' : `\n      ${fix}`}`)
      }
      io.print(mend === 0 ? 'Nothing has to be mended.' : `To mend: ${mend}.`)
    })
}
