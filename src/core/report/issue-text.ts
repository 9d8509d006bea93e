/** Reads an issue from a file: Markdown with a title, or the JSON that GitHub's API returns. */
import { TriageError } from '../errors.ts'
import type { Attachment, RawIssue } from './report.ts'

/** Parts of an issue that the text does not contain. */
export interface IssueExtras {
  /** Overrides the title in the text. */
  readonly title?: string | undefined
  readonly attachments?: readonly Attachment[]
}

/**
 * @param text Markdown (a first line `# …` is the title, the rest is the body) or GitHub's issue JSON
 * @throws TriageError('malformed-report') when the JSON is cut off or is not an issue
 */
export function parseIssueText(text: string, extras: IssueExtras = {}): RawIssue {
  const { title, body } = /^\s*(?:\{|\[\s*\{\s*")/.test(text) ? parseJson(text) : parseMarkdown(text)
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
    const hint = 'Check that the file is complete, or save the issue as Markdown.'
    throw new TriageError('malformed-report', 'The report starts like JSON but cannot be parsed.', { hint, cause })
  }
  if (Array.isArray(value)) {
    const hint = 'Pass one issue of the list. To read them all, use `rehearse --from` or `index`.'
    throw new TriageError('malformed-report', 'The JSON is a list, not an issue.', { hint })
  }
  const { title, body } = value as { title?: unknown; body?: unknown }
  if (typeof title !== 'string' || !(typeof body === 'string' || body === null || body === undefined)) {
    const hint = 'Pass GitHub\u2019s response to `GET /repos/{owner}/{repo}/issues/{number}`, or Markdown.'
    throw new TriageError('malformed-report', 'The JSON is not an issue: `title` and `body` must be strings.', {
      hint,
    })
  }
  return { title, body: body ?? null }
}
