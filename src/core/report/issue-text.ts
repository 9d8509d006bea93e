/** Reads an issue from text as people keep it: a Markdown file with a title, or the JSON that GitHub's API gives. */
import { TriageError } from '../errors.ts'
import type { Attachment, RawIssue } from './report.ts'

/** What the caller knows besides the text. */
export interface IssueExtras {
  /** Overrides the title that the text has. */
  readonly title?: string | undefined
  readonly attachments?: readonly Attachment[]
}

/**
 * @param text Markdown (a first line `# …` is the title, the rest the body) or GitHub's issue JSON
 * @throws TriageError('malformed-report') when JSON is cut off or is no issue
 */
export function parseIssueText(text: string, extras: IssueExtras = {}): RawIssue {
  const { title, body } = text.trimStart().startsWith('{') ? parseJson(text) : parseMarkdown(text)
  return { title: extras.title ?? title, body, attachments: extras.attachments ?? [] }
}

/** The body keeps its line numbers: line 1 is the line after the title. */
function parseMarkdown(text: string): { title: string; body: string } {
  const clean = text.replace(/^\uFEFF/, '')
  const title = /^\s*# (.*)(?:\r?\n|$)/.exec(clean)
  return title ? { title: (title[1] as string).trim(), body: clean.slice(title[0].length) } : { title: '', body: clean }
}

function parseJson(text: string): { title: string; body: string | null } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const hint = 'Check that the file is whole; an issue as Markdown needs no JSON at all.'
    throw new TriageError('malformed-report', 'The report begins like JSON, but it cannot be parsed.', { hint, cause })
  }
  const { title, body } = value as { title?: unknown; body?: unknown }
  if (typeof title !== 'string' || !(typeof body === 'string' || body === null || body === undefined)) {
    const hint = 'Give the answer of GitHub\u2019s `GET /repos/{owner}/{repo}/issues/{number}`, or Markdown.'
    throw new TriageError('malformed-report', 'The JSON is not an issue: it has no `title` and `body` as text.', {
      hint,
    })
  }
  return { title, body: body ?? null }
}
