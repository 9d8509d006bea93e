/**
 * Made-up traces, several in a file: `=== name | stage | side | status`, then the lines of the trace. A status of `-` is
 * not part of the label.
 */
import { readdirSync, readFileSync } from 'node:fs'

const FOLDER = new URL('traces/', import.meta.url)

/** @returns the traces of all files of a kind */
export function readTraceFiles(kind: 'failing' | 'healthy') {
  return readdirSync(FOLDER)
    .filter((file) => file.startsWith(kind))
    .sort()
    .flatMap((file) => readTraceFile(file))
}

/** @returns the traces of a file; those of logins that work have no stage, side and status */
function readTraceFile(file: string) {
  const text = readFileSync(new URL(file, FOLDER), 'utf8')
  return text
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...lines] = block.trimEnd().split('\n')
      const [name = '', stage, side, status] = head.split(' | ')
      return { name, stage, side, status: statusOf(status), text: lines.join('\n') }
    })
}

function statusOf(written: string | undefined): number | null | undefined {
  if (written === '-') return undefined
  return written === 'null' ? null : Number(written)
}
