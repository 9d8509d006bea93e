/**
 * The address of GitHub's "new issue" page with its fields filled. Comes in: what is known and the repository's forms.
 * Goes out: one address, short enough for GitHub. Pure; what it fills is redacted before it comes here.
 */
import type { Environment } from '../../../core/report/report.ts'
import type { IssueForm, IssueFormField } from './issue-form.ts'

export interface Filling {
  readonly title: string
  /** What was diagnosed, as Markdown; may be empty. */
  readonly summary: string
  /** Log lines, redacted. */
  readonly excerpt: string
  readonly environment: Environment
}

export interface NewIssueTarget {
  /** Of the site, e.g. `https://github.com`. */
  readonly site: string
  readonly owner: string
  readonly repo: string
  /** Forms of the repository; without one the body is filled. */
  readonly forms: readonly IssueForm[]
}

/** GitHub answers 414 to an address that is too long, from about 8 KB on. */
const MAX_URL_LENGTH = 8_000

/** What is filled into which field, by the words of its label; the first that fits. */
const ANSWERS: readonly (readonly [RegExp, (filling: Filling) => string])[] = [
  [/\blogs?\b|\berror|\boutput\b|\btrace|\bconsole\b/i, ({ excerpt }) => excerpt],
  [/\bversion\b/i, ({ environment }) => environment.version ?? ''],
  [/\boperating system\b|\bos\b|\bplatform\b/i, ({ environment }) => environment.os ?? ''],
  [/\bwhat(?:'s| is| went| happen)|\bdescri|\bactual\b|\bbug\b|\bproblem\b|\bsummary\b/i, ({ summary }) => summary],
]

/** The excerpt is cut from its front until the address is short enough: a log's end says most. */
export function prefillUrl(filling: Filling, place: NewIssueTarget): string {
  const lines = filling.excerpt.split('\n')
  for (let from = 0; from <= lines.length; from += Math.max(1, Math.floor(lines.length / 20))) {
    const address = addressOf({ ...filling, excerpt: lines.slice(from).join('\n') }, place)
    if (address.length <= MAX_URL_LENGTH) return address
  }
  return addressOf({ ...filling, summary: '', excerpt: '' }, place)
}

function addressOf(filling: Filling, { site, owner, repo, forms }: NewIssueTarget): string {
  const form = bestForm(forms)
  const fields =
    form === null ? [['body', bodyOf(filling)]] : [['template', form.file], ...answers(form.fields, filling)]
  const query = new URLSearchParams(
    [['title', filling.title], ...fields].filter(([, text]) => text !== '') as [string, string][],
  )
  return `${site}/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/issues/new?${query}`
}

/** The form that has a place for a log, else the first. */
function bestForm(forms: readonly IssueForm[]): IssueForm | null {
  const [[wanted] = []] = ANSWERS
  return forms.find(({ fields }) => fields.some(({ label }) => wanted?.test(label))) ?? forms[0] ?? null
}

/** Each answer goes into one field. */
function answers(fields: readonly IssueFormField[], filling: Filling): readonly (readonly [string, string])[] {
  return ANSWERS.flatMap(([label, answer]) => {
    const field = fields.find(
      (it) => label.test(it.label) && ANSWERS.find(([words]) => words.test(it.label))?.[0] === label,
    )
    return field === undefined ? [] : [[field.id, answer(filling)] as const]
  })
}

function bodyOf({ summary, excerpt, environment }: Filling): string {
  const facts = [environment.version, environment.os].filter((it) => it !== null).join(', ')
  return [summary, facts, excerpt === '' ? '' : `\`\`\`text\n${excerpt.replaceAll('```', "'''")}\n\`\`\``]
    .filter((it) => it !== '')
    .join('\n\n')
}
