/** Reads the issues that GitHub's command line prints: `gh issue list --json number,title,body,labels,createdAt`. */
import { z } from 'zod'
import { TriageError } from '../errors.ts'

const issueSchema = z.object({
  number: z.int().min(1),
  title: z.string(),
  body: z.string().nullish(),
  labels: z.array(z.object({ name: z.string() })).default([]),
  createdAt: z.string().optional(),
  author: z.object({ login: z.string().default('') }).nullish(),
  /** `OPEN` or `CLOSED`. */
  state: z.string().optional(),
  stateReason: z.string().nullish(),
  closedAt: z.string().nullish(),
})

export type PrintedIssue = z.infer<typeof issueSchema>

/** Whether a text is such a list: a JSON array, and not one JSON object per line. */
export function isIssueList(text: string): boolean {
  return text.trimStart().startsWith('[')
}

/**
 * @param text a JSON array of issues; other fields are ignored
 * @param name the file's name, for messages
 * @throws TriageError('malformed-report') with the position of the malformed issue
 */
export function parseIssueList(text: string, name: string): readonly PrintedIssue[] {
  const command = 'gh issue list --json number,title,body,labels,createdAt'
  return parsePrinted(text, { name, issue: issueSchema, command })
}

interface PrintedBy<Issue> {
  /** The file's name, for messages. */
  readonly name: string
  readonly issue: z.ZodType<Issue>
  /** The command that prints such a file. */
  readonly command: string
}

/** @throws TriageError('malformed-report') with the position of the malformed issue */
export function parsePrinted<Issue>(text: string, { name, issue, command }: PrintedBy<Issue>): readonly Issue[] {
  try {
    return z.array(issue).parse(JSON.parse(text))
  } catch (cause) {
    const at = cause instanceof z.ZodError ? cause.issues[0]?.path[0] : undefined
    const what = typeof at === 'number' ? `issue ${at + 1} is incomplete` : 'it is not a JSON array of issues'
    const hint = `Write the file with \`${command}\`.`
    throw new TriageError('malformed-report', `${name} cannot be read: ${what}.`, { hint, cause })
  }
}
