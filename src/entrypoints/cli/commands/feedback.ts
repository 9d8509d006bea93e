/** `feedback`: shows the track record of each signature, based on the feedback in the store. */
import type { Command } from 'commander'
import { feedbackOf, type Interval, type SignatureFeedback } from '../../../core/feedback/feedback.ts'
import type { Io } from '../io.ts'
import { withStore } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'

export function addFeedback(program: Command, io: Io): void {
  program
    .command('feedback')
    .description('show the track record of each signature and checklist step, based on feedback')
    .option('--json', 'print one JSON document')
    .action(async ({ json }: { json?: boolean }) => {
      const signatures = await readFeedback()
      if (json) return io.print(toJson({ signatures }))
      io.print(signatures.length === 0 ? 'No assertions and no feedback yet.' : printTable(signatures))
    })
}

function readFeedback(): Promise<readonly SignatureFeedback[]> {
  return withStore(async (store) => feedbackOf(await store.asserts(), await store.feedbackIn(null)))
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
] as const

function printTable(signatures: readonly SignatureFeedback[]): string {
  const rows = signatures.flatMap((it) => [rowOf(it), ...it.steps.map(rowOfStep)])
  const table = [[...COLUMNS], ...rows]
  const widths = COLUMNS.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0)))
  return table
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function rowOf(it: SignatureFeedback): string[] {
  const counts = [it.asserted, it.accepted, it.rejected, it.worked, it.didNotWork, it.signals['easy'] ?? 0]
  return [it.signature, ...counts.map(String), printInterval(it.precision)]
}

function rowOfStep({ step, worked, didNotWork }: SignatureFeedback['steps'][number]): string[] {
  return [`  step ${step}`, '', '', '', String(worked), String(didNotWork), '', '']
}

function printInterval(interval: Interval | null): string {
  if (interval === null) return '-'
  const { share, low, high } = interval
  return `${share.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`
}
