/**
 * Builds the URL of GitHub's "new issue" page with fields filled in. Takes the known facts and the repository's forms;
 * returns one URL that is short enough for GitHub. Pure; its input must already be redacted.
 */
import type { Environment } from '../../../core/report/report.ts'
import type { IssueForm, IssueFormField } from './issue-form.ts'

export interface PrefillValues {
  readonly title: string
  /** The diagnosis as Markdown; may be empty. */
  readonly summary: string
  /** Redacted log lines. */
  readonly excerpt: string
  readonly environment: Environment
}

export interface NewIssueTarget {
  /** URL of the GitHub site, e.g. `https://github.com`. */
  readonly site: string
  readonly owner: string
  readonly repo: string
  /** The repository's forms; if there are none, the issue body is filled in instead. */
  readonly forms: readonly IssueForm[]
}

/** GitHub responds with 414 to URLs longer than about 8 KB. */
const MAX_URL_LENGTH = 8_000

/** Maps words in a field's label to the value that fills the field; the first match wins. */
const ANSWERS: readonly (readonly [RegExp, (filling: PrefillValues) => string])[] = [
  [/\blogs?\b|\berror|\boutput\b|\btrace|\bconsole\b/i, ({ excerpt }) => excerpt],
  [/\bversion\b/i, ({ environment }) => environment.version ?? ''],
  [/\boperating system\b|\bos\b|\bplatform\b/i, ({ environment }) => environment.os ?? ''],
  [/\bwhat(?:'s| is| went| happen)|\bdescri|\bactual\b|\bbug\b|\bproblem\b|\bsummary\b/i, ({ summary }) => summary],
]

/**
 * Drops lines from the start of the excerpt until the URL is short enough: the end of a log is the most useful part.
 */
export function prefillUrl(filling: PrefillValues, target: NewIssueTarget): string {
  const lines = filling.excerpt.split('\n')
  for (let from = 0; from <= lines.length; from += Math.max(1, Math.floor(lines.length / 20))) {
    const url = urlOf({ ...filling, excerpt: lines.slice(from).join('\n') }, target)
    if (url.length <= MAX_URL_LENGTH) return url
  }
  return urlOf({ ...filling, summary: '', excerpt: '' }, target)
}

function urlOf(filling: PrefillValues, { site, owner, repo, forms }: NewIssueTarget): string {
  const form = bestForm(forms)
  const fields =
    form === null ? [['body', bodyOf(filling)]] : [['template', form.file], ...answers(form.fields, filling)]
  const query = new URLSearchParams(
    [['title', filling.title], ...fields].filter(([, text]) => text !== '') as [string, string][],
  )
  return `${site}/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/issues/new?${query}`
}

/** Returns the first form that has a field for logs, otherwise the first form. */
function bestForm(forms: readonly IssueForm[]): IssueForm | null {
  const [[logLabel] = []] = ANSWERS
  return forms.find(({ fields }) => fields.some(({ label }) => logLabel?.test(label))) ?? forms[0] ?? null
}

/** Each value fills only one field. */
function answers(fields: readonly IssueFormField[], filling: PrefillValues): readonly (readonly [string, string])[] {
  return ANSWERS.flatMap(([label, answer]) => {
    const field = fields.find(
      (it) => label.test(it.label) && ANSWERS.find(([words]) => words.test(it.label))?.[0] === label,
    )
    return field === undefined ? [] : [[field.id, answer(filling)] as const]
  })
}

function bodyOf({ summary, excerpt, environment }: PrefillValues): string {
  const facts = [environment.version, environment.os].filter((it) => it !== null).join(', ')
  return [summary, facts, excerpt === '' ? '' : `\`\`\`text\n${excerpt.replaceAll('```', "'''")}\n\`\`\``]
    .filter((it) => it !== '')
    .join('\n\n')
}
