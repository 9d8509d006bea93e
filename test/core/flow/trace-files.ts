/** Made-up traces, several in a file: `=== name | stage | side | status`, then the lines of the trace. */
import { readFileSync } from 'node:fs'

/** @returns the traces of a file in `traces/`; those of logins that work have no stage, side and status */
export function readTraceFile(file: `${'failing' | 'healthy'}${'' | '-2' | '-3'}.txt`) {
  const text = readFileSync(new URL(`traces/${file}`, import.meta.url), 'utf8')
  return text
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...lines] = block.trimEnd().split('\n')
      const [name = '', stage, side, status] = head.split(' | ')
      return { name, stage, side, status: status === 'null' ? null : Number(status), text: lines.join('\n') }
    })
}
