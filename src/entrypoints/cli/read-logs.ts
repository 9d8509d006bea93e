/**
 * Reads the log files passed to a command in the same way as the bot reads attachments: opens archives and decodes
 * encodings and formats.
 */
import { basename } from 'node:path'
import type { Reading } from '../../adapters/attachments/read-file.ts'
import type { Io } from './io.ts'

export async function readLogs(paths: readonly string[], io: Io): Promise<Reading> {
  if (paths.length === 0) return { attachments: [], unread: [] }
  const { readFile } = await import('../../adapters/attachments/read-file.ts')
  const readings = []
  for (const path of paths) readings.push(await readFile({ name: basename(path), bytes: await io.readBytes(path) }))
  return {
    attachments: readings.flatMap(({ attachments }) => attachments),
    unread: readings.flatMap(({ unread }) => unread),
  }
}
