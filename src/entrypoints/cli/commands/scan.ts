/** `scan`: finds evidence lines in logs of any size, streamed. */
import { open, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { isWide } from '../../../adapters/attachments/decode.ts'
import { kindOf } from '../../../adapters/attachments/kinds.ts'
import { TriageError } from '../../../core/errors.ts'
import type { LogHit, Pack } from '../../../core/signatures/pack.ts'
import { type Io, unreadableFile } from '../io.ts'
import { openPack } from '../pack.ts'
import { createProgress } from '../progress.ts'
import { readLogs } from '../read-logs.ts'
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
    .description(
      'find the lines in log files that are evidence of a known failure; files can be of any size, archives and UTF-16 included',
    )
    .argument('<file...>', 'log files; - for standard input')
    .option('--most <n>', 'maximum number of lines per clause', '20')
    .option('--pack <folder>', 'folder with another signature pack')
    .option('--json', 'print one JSON document')
    .action(async (files: readonly string[], options: Options) => {
      const most = readMost(options.most)
      const pack = await openPack(options.pack)
      const lines: ScanLine[] = []
      for (const file of files) {
        const isPlain = file === '-' || (await isPlainText(file))
        append(lines, isPlain ? await scanStream(file, pack, most) : await scanPacked(file, { pack, most, io }))
      }
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

async function scanStream(file: string, pack: Pack, maxPerClause: number): Promise<readonly ScanLine[]> {
  const scanner = pack.scanner.stream({ maxPerClause })
  const hits: LogHit[] = []
  try {
    const total = file === '-' ? 0 : (await stat(file)).size
    const progress = createProgress(file, total)
    let done = 0
    for await (const bytes of file === '-' ? process.stdin : readChunks(file)) {
      append(hits, scanner.push(bytes))
      done += bytes.length
      progress.report(done)
    }
    progress.clear()
  } catch (cause) {
    throw unreadableFile(file, cause)
  }
  append(hits, scanner.end())
  return hits.filter(isEvidence).map((hit) => toLine(file, hit))
}

/** Enough to recognise every kind of file. */
const HEAD_BYTES = 4096

/** Archives and UTF-16 have to be unpacked or decoded first; everything else is read as it streams in. */
async function isPlainText(file: string): Promise<boolean> {
  try {
    const handle = await open(file)
    try {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES)
      const head = buffer.subarray(0, bytesRead)
      return kindOf(head) === 'unknown' && !isWide(head)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw unreadableFile(file, cause)
  }
}

interface Scan {
  readonly pack: Pack
  readonly most: number
  readonly io: Io
}

/** Reads a file as the bot reads attachments, and says what it could not read. */
async function scanPacked(file: string, { pack, most, io }: Scan): Promise<readonly ScanLine[]> {
  const { attachments, unread } = await readLogs([file], io)
  for (const { name, why } of unread) io.warn(`${name} ${why}.`)
  return attachments.flatMap(({ name, text }) => {
    const scanner = pack.scanner.stream({ maxPerClause: most })
    const hits = [...scanner.push(Buffer.from(text)), ...scanner.end()]
    const path = join(dirname(file), name)
    return hits.filter(isEvidence).map((hit) => toLine(path, hit))
  })
}

/** A call with each hit as an argument would overflow the stack: a log can have 100,000 hits. */
function append<T>(list: T[], found: readonly T[]): void {
  for (const it of found) list.push(it)
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
