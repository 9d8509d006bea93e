/** `feedback`: shows the track record of each signature, based on the feedback in the store. */

import type { Command } from 'commander'
import { feedbackOf, type Interval, type SignatureFeedback } from '../../../core/feedback/feedback.ts'
import { countOutcomes, OUTCOME_BIAS, type OutcomeCounts } from '../../../core/outcomes/outcome-record.ts'
import type { Io } from '../io.ts'
import { withStoreForReading } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'
import { textTable } from '../text-table.ts'

export function addFeedback(program: Command, io: Io): void {
  program
    .command('feedback')
    .description('show the track record of each signature and checklist step, based on feedback')
    .option('--json', 'print one JSON document')
    .action(async ({ json }: { json?: boolean }) => {
      const { signatures, endings } = await readFeedback()
      if (json) return io.print(toJson({ signatures, endings, bias: OUTCOME_BIAS }))
      if (signatures.length === 0) return io.print('No assertions and no feedback yet.')
      io.print([printTable(signatures, endings), ...(endings.length === 0 ? [] : [OUTCOME_BIAS])].join('\n'))
    })
}

interface TrackRecords {
  readonly signatures: readonly SignatureFeedback[]
  /** How the threads of their answers ended. */
  readonly endings: readonly OutcomeCounts[]
}

function readFeedback(): Promise<TrackRecords> {
  return withStoreForReading(async (store) => ({
    signatures: feedbackOf(await store.asserts(), await store.feedbackIn(null)),
    endings: countOutcomes(await store.outcomesIn(null)),
  }))
}

const COLUMNS = [
  'signature',
  'asserted',
  'accepted',
  'rejected',
  'worked',
  'did not work',
  'easy',
  'precision',
  'confirmed',
  'contradicted',
]

function printTable(signatures: readonly SignatureFeedback[], endings: readonly OutcomeCounts[]): string {
  const ended = new Map(endings.map((it) => [it.signature, it]))
  const rows = signatures.flatMap((it) => [rowOf(it, ended.get(it.signature)), ...it.steps.map(rowOfStep)])
  return textTable([COLUMNS, ...rows])
}

function rowOf(it: SignatureFeedback, ended: OutcomeCounts | undefined): string[] {
  const counts = [it.asserted, it.accepted, it.rejected, it.worked, it.didNotWork, it.signals['easy'] ?? 0]
  const endings = [ended?.confirmed ?? 0, ended?.contradicted ?? 0]
  return [it.signature, ...counts.map(String), printInterval(it.precision), ...endings.map(String)]
}

function rowOfStep({ step, worked, didNotWork }: SignatureFeedback['steps'][number]): string[] {
  return [`  step ${step}`, '', '', '', String(worked), String(didNotWork), '', '']
}

function printInterval(interval: Interval | null): string {
  if (interval === null) return '-'
  const { share, low, high } = interval
  return `${share.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`
}
