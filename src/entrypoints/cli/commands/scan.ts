/** `scan`: finds evidence lines in logs of any size, streamed. */
import { open, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { TriageError } from '../../../core/errors.ts'
import type { LogHit, Pack } from '../../../core/signatures/pack.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { createProgress } from '../progress.ts'
import { toJson } from '../terminal-text.ts'

interface Options {
  readonly most: string
  readonly pack?: string
  readonly json?: boolean
}

/** One evidence line, as printed. */
interface ScanLine {
  readonly file: string
  readonly line: number
  readonly signature: string
  readonly evidence: string
  readonly strength: string
  readonly text: string
  readonly captures: LogHit['captures']
}

/** Bytes read at a time; the scanner splits them into its own windows. */
const CHUNK_BYTES = 1024 * 1024

export function addScan(program: Command, io: Io): void {
  program
    .command('scan')
    .description('find the lines in log files that are evidence of a known failure; files can be of any size')
    .argument('<file...>', 'log files; - for standard input')
    .option('--most <n>', 'maximum number of lines per clause', '20')
    .option('--pack <folder>', 'folder with another signature pack')
    .option('--json', 'print one JSON document')
    .action(async (files: readonly string[], options: Options) => {
      const most = readMost(options.most)
      const pack = await openPack(options.pack)
      const lines: ScanLine[] = []
      for (const file of files) lines.push(...(await scanFile(file, pack, most)))
      io.print(options.json ? toJson({ files, lines }) : printLines(lines))
    })
}

function readMost(text: string): number {
  const most = Number(text)
  if (Number.isInteger(most) && most > 0) return most
  throw new TriageError('wrong-use', `--most takes a whole number above 0, not "${text}".`, {
    hint: 'For example: --most 5',
  })
}

async function scanFile(file: string, pack: Pack, maxPerClause: number): Promise<readonly ScanLine[]> {
  const scanner = pack.scanner.stream({ maxPerClause })
  const hits: LogHit[] = []
  try {
    const total = file === '-' ? 0 : (await stat(file)).size
    const progress = createProgress(file, total)
    let done = 0
    for await (const bytes of file === '-' ? process.stdin : readChunks(file)) {
      hits.push(...scanner.push(bytes))
      done += bytes.length
      progress.report(done)
    }
    progress.clear()
  } catch (cause) {
    throw new TriageError('unreadable-file', `${file} cannot be read.`, {
      hint: 'Check the path; `-` reads standard input.',
      cause,
    })
  }
  hits.push(...scanner.end())
  return hits.filter(isEvidence).map((hit) => toLine(file, hit))
}

/** All chunks share one buffer, so a large log takes no more memory than a small one. */
async function* readChunks(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file)
  try {
    const buffer = new Uint8Array(CHUNK_BYTES)
    for (;;) {
      const { bytesRead } = await handle.read(buffer)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

/** Only evidence for a signature is printed; counter-signs and the like matter only to the diagnosis. */
function isEvidence({ owned }: LogHit): boolean {
  return owned.role === 'evidence'
}

function toLine(file: string, { owned, line, text, captures }: LogHit): ScanLine {
  const { id, strength } = owned.clause
  return { file, line, signature: owned.owner, evidence: id, strength, text, captures }
}

function printLines(lines: readonly ScanLine[]): string {
  if (lines.length === 0) return 'No evidence of a known failure found.'
  return lines
    .map(({ file, line, signature, strength, text }) => `${file}:${line}: ${signature} (${strength}): ${text}`)
    .join('\n')
}
