/** The tool `diagnose`: a report and its logs in, the comment that the bot would write and the document of `triage --json` out. */

import type { CallToolResult, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { cleanName } from '../../adapters/attachments/file-name.ts'
import { LIMITS, megabytes, startUnpackBudget } from '../../adapters/attachments/limits.ts'
import type { Reading } from '../../adapters/attachments/read-file.ts'
import { toTriageDocument, triageDocumentSchema } from '../../app/triage-document.ts'
import { TriageError } from '../../core/errors.ts'
import type { Attachment, UnreadFile } from '../../core/report/report.ts'
import type { McpDeps } from './mcp-deps.ts'
import { answerOrRefuse, toToolResult } from './tool-result.ts'

/** Characters; three times what GitHub takes for an issue. */
const MAX_BODY_LENGTH = 200_000
/** Characters of one log that is passed as text; the transport takes at most 10 MB a message. */
const MAX_LOG_LENGTH = 4_000_000

const passed = {
  title: z.string().max(1_000).default('').describe('One line that says what fails.'),
  body: z.string().max(MAX_BODY_LENGTH).default('').describe('The report as Markdown; logs in fenced blocks.'),
  logs: z
    .array(z.object({ name: z.string().min(1).max(200), text: z.string().max(MAX_LOG_LENGTH) }))
    .max(LIMITS.links)
    .default([])
    .describe('Logs as text, each with its file name.'),
}

const logFiles = z
  .array(z.string().min(1).max(4_096))
  .max(LIMITS.links)
  .default([])
  .describe('Paths of log files (or archives of them) on this machine; only redacted evidence lines leave them.')

const withoutFiles = z.object(passed)
const withFiles = z.object({ ...passed, log_files: logFiles })

type Input = z.infer<typeof withoutFiles> & { readonly log_files?: readonly string[] }

export function addDiagnose(server: McpServer, deps: McpDeps): void {
  server.registerTool(
    'diagnose',
    {
      title: 'Diagnose an authentication failure',
      description:
        'Says which known authentication failure a report or a log shows, by which lines, how sure that is, and what ' +
        'to check next. Credentials in the input are redacted. Says so when it recognises nothing.',
      inputSchema: deps.readLogFile === undefined ? withoutFiles : withFiles,
      outputSchema: triageDocumentSchema,
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    },
    (input: Input) => answerOrRefuse(() => diagnose(input, deps)),
  )
}

async function diagnose(input: Input, deps: McpDeps): Promise<CallToolResult> {
  const { title, body, logs, log_files: paths = [] } = input
  if (title + body === '' && logs.length + paths.length === 0) throw nothingGiven()
  const files = await readAll(paths, deps)
  const given = logs.map(({ name, text }) => ({ name: cleanName(name), text }))
  const issue = { title, body, attachments: [...given, ...files.attachments], unread: files.unread }
  const { triage } = await deps.analysis.run('triage', { issue, files: [], rules: null })
  const document = toTriageDocument(triage, deps.pack)
  return toToolResult(document.comment ?? `Nothing is recognised (${triage.diagnosis.reason}).`, document)
}

/** Paths are only taken where files may be read; elsewhere the schema has none. */
async function readAll(paths: readonly string[], { readLogFile }: McpDeps): Promise<Reading> {
  const attachments: Attachment[] = []
  const unread: UnreadFile[] = []
  const room = startUnpackBudget(LIMITS)
  let left = LIMITS.issueBytes
  for (const path of paths) {
    const reading = await readLogFile?.(path, room)
    attachments.push(...(reading?.attachments ?? []))
    unread.push(...(reading?.unread ?? []))
    left -= sizeOf(reading?.attachments ?? [])
    if (left < 0) throw tooMuch()
  }
  return { attachments, unread }
}

/** Characters, which for logs are about bytes. */
function sizeOf(attachments: readonly Attachment[]): number {
  return attachments.reduce((sum, { text }) => sum + text.length, 0)
}

function nothingGiven(): TriageError {
  return new TriageError('malformed-report', 'There is nothing to diagnose.', {
    hint: 'Give a title, a body or at least one log.',
  })
}

function tooMuch(): TriageError {
  return new TriageError('unreadable-file', `The logs are larger than ${megabytes(LIMITS.issueBytes)} together.`, {
    hint: 'Give fewer of them; the one written at the time of the failure says most.',
  })
}
