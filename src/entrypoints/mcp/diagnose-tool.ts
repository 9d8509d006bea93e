/**
 * The `diagnose` tool: takes a report and its logs; returns the bot's comment and the document that `triage --json`
 * prints.
 */
import type { CallToolResult, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { cleanName } from '../../adapters/attachments/file-name.ts'
import { LIMITS, megabytes, startUnpackBudget } from '../../adapters/attachments/limits.ts'
import type { Reading } from '../../adapters/attachments/read-file.ts'
import { toTriageDocument } from '../../app/triage-document.ts'
import { triageDocumentSchema } from '../../app/triage-document-schema.ts'
import { TriageError } from '../../core/errors.ts'
import type { Attachment, UnreadFile } from '../../core/report/report.ts'
import type { McpDeps } from './mcp-deps.ts'
import { answerOrRefuse, toToolResult } from './tool-result.ts'

/** In characters; three times GitHub's limit for an issue. */
const MAX_BODY_LENGTH = 200_000
/** Maximum length, in characters, of one log that is sent as text; the transport accepts at most 10 MB per message. */
const MAX_LOG_LENGTH = 4_000_000

const textInput = {
  title: z.string().max(1_000).default('').describe('One line that describes the failure.'),
  body: z.string().max(MAX_BODY_LENGTH).default('').describe('The report as Markdown; logs in fenced blocks.'),
  logs: z
    .array(z.object({ name: z.string().min(1).max(200), text: z.string().max(MAX_LOG_LENGTH) }))
    .max(LIMITS.links)
    .default([])
    .describe('Logs as text, each with its file name.'),
}

const logPaths = z
  .array(z.string().min(1).max(4_096))
  .max(LIMITS.links)
  .default([])
  .describe('Paths of log files, or archives of log files, on this machine. Only redacted evidence lines are returned.')

const withoutFiles = z.object(textInput)
const withFiles = z.object({ ...textInput, log_files: logPaths })

type Input = z.infer<typeof withoutFiles> & { readonly log_files?: readonly string[] }

export function addDiagnose(server: McpServer, deps: McpDeps): void {
  server.registerTool(
    'diagnose',
    {
      title: 'Diagnose an authentication failure',
      description:
        'Identifies the known authentication failure in a report or a log. Returns the lines that prove it, the ' +
        'confidence and what to check next. Redacts credentials in the input. Says so if it recognises nothing.',
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
  const attachments = logs.map(({ name, text }) => ({ name: cleanName(name), text }))
  const issue = { title, body, attachments: [...attachments, ...files.attachments], unread: files.unread }
  const { triage } = await deps.analysis.run('triage', { issue, files: [], rules: null })
  const document = toTriageDocument(triage, deps.pack)
  return toToolResult(document.comment ?? `No known failure recognised (${triage.diagnosis.reason}).`, document)
}

/** Paths are only accepted where local files may be read; elsewhere the schema has no such field. */
async function readAll(paths: readonly string[], { readLogFile }: McpDeps): Promise<Reading> {
  const attachments: Attachment[] = []
  const unread: UnreadFile[] = []
  const budget = startUnpackBudget(LIMITS)
  let left = LIMITS.issueBytes
  for (const path of paths) {
    const reading = await readLogFile?.(path, budget)
    attachments.push(...(reading?.attachments ?? []))
    unread.push(...(reading?.unread ?? []))
    left -= sizeOf(reading?.attachments ?? [])
    if (left < 0) throw tooMuch()
  }
  return { attachments, unread }
}

/** Counts characters, which for a log is roughly the number of bytes. */
function sizeOf(attachments: readonly Attachment[]): number {
  return attachments.reduce((sum, { text }) => sum + text.length, 0)
}

function nothingGiven(): TriageError {
  return new TriageError('malformed-report', 'There is nothing to diagnose.', {
    hint: 'Pass a title, a body or at least one log.',
  })
}

function tooMuch(): TriageError {
  return new TriageError('unreadable-file', `The logs are larger than ${megabytes(LIMITS.issueBytes)} in total.`, {
    hint: 'Pass fewer logs. The one written at the time of the failure helps most.',
  })
}
