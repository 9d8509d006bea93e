/** Renders a rehearsal as one Markdown page. Everything that people wrote is redacted and defused. */

import { inlineCode } from '../comments/defuse.ts'
import { linkToIssue, type RepositoryOnSite } from '../comments/issue-link.ts'
import { code, codeBlock, list, table } from '../documentation/markdown.ts'
import { percentOf } from '../evaluation/percent.ts'
import type { PackContent } from '../signatures/pack.ts'
import type { LabelUse } from './existing-labels.ts'
import { endsOfRanking, type Rehearsal, type RehearsedIssue, type Verdict, WORDS_PER_MINUTE } from './rehearse.ts'
import { starterSettings } from './starter-settings.ts'

export interface RehearsalPage {
  readonly repository: RepositoryOnSite
  readonly rehearsal: Rehearsal
  readonly use: LabelUse
  readonly pack: Pick<PackContent, 'signatures' | 'folders'>
}

/** Number of missed issues that are listed. */
const MAX_MISSED = 10
/** A page that nobody finishes shows nothing. */
const MAX_WRONG = 50
/** In characters. */
const MAX_TITLE = 70
const MAX_LINE = 120

const VERDICTS: Readonly<Record<Verdict, string>> = {
  agrees: 'names the same cause',
  differs: 'names another cause',
  'says-nothing': 'names no cause',
  unread: 'was not read',
}

export function renderRehearsalPage(page: RehearsalPage): string {
  const { repository, rehearsal } = page
  const { asserted, wrong, missed } = rehearsal
  const { surest, leastSure } = endsOfRanking(asserted)
  const rows = (issues: readonly RehearsedIssue[]) => issuesTable(issues, repository)
  return [
    `# Rehearsal of auth-triage on ${repository.owner}/${repository.repo}`,
    introduction(rehearsal),
    '## What it would have said',
    decisions(rehearsal),
    '## What the threads say in the end',
    threadEnds(rehearsal),
    '## The surest answers',
    rows(surest),
    '## The least sure answers',
    rows(leastSure),
    '## What it would have got wrong',
    wrong.length === 0 ? 'Nothing that the threads or the labels show.' : rows(wrong.slice(0, MAX_WRONG)),
    '## What it would have missed',
    missed.length === 0
      ? 'No issue with a label for authentication got silence.'
      : `Silent on ${missed.length} issues that people labelled as authentication:\n\n${list(missed.slice(0, MAX_MISSED).map((it) => titled(it, repository)))}`,
    '## Your labels that it would use',
    labelsTable(page),
    '## Reading saved',
    readingSaved(rehearsal),
    '## Settings to start with',
    codeBlock(starterSettings(page.use, rehearsal), 'yaml'),
    '## What this page cannot show',
    LIMITS,
  ]
    .join('\n\n')
    .concat('\n')
}

function introduction({ issues }: Rehearsal): string {
  const dates = issues.map(({ issue }) => issue.createdAt).filter((at) => at > 0)
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const span = dates.length === 0 ? '' : `, opened from ${day(Math.min(...dates))} to ${day(Math.max(...dates))}`
  return `${issues.length} issues${span}, read as on the day they were opened. Nothing was written to GitHub.`
}

function decisions({ issues, asserted, asked, silent }: Rehearsal): string {
  const row = (what: string, part: readonly RehearsedIssue[]) => [
    what,
    String(part.length),
    percentOf(part.length, issues.length),
  ]
  return table(
    ['decision', 'issues', 'share'],
    [row('silent', silent), row('one question', asked), row('a cause, with its checklist', asserted)],
  )
}

function threadEnds({ asserted, wrong, issues }: Rehearsal): string {
  const byVerdict = (Object.keys(VERDICTS) as Verdict[]).map((verdict) => {
    const its = asserted.filter((it) => it.verdict === verdict)
    return [`the end of the thread ${VERDICTS[verdict]}`, String(its.length), percentOf(its.length, asserted.length)]
  })
  const labelled = asserted.filter(({ labels }) => labels === 'auth')
  const other = asserted.filter(({ labels }) => labels === 'other')
  const byLabel = [
    ['a label for authentication', String(labelled.length), percentOf(labelled.length, asserted.length)],
    ['a label for another part of the product', String(other.length), percentOf(other.length, asserted.length)],
  ]
  const answers = table([`of ${asserted.length} named causes`, 'issues', 'share'], [...byVerdict, ...byLabel])
  const labels = issues.some((it) => it.labels === 'auth')
    ? ''
    : ' No issue here has a label for authentication, so the labels decide nothing.'
  const unread = asserted.some(({ verdict }) => verdict === 'unread')
    ? ' GitHub allows too few calls to read every thread here; set `GITHUB_TOKEN` to read them all.'
    : ''
  return `${answers}\n\nThe closing words are the last comments by the author and by maintainers, read with the same engine. Of the named causes, ${wrong.length} look${wrong.length === 1 ? 's' : ''} wrong.${labels}${unread}`
}

function issuesTable(issues: readonly RehearsedIssue[], repository: RepositoryOnSite): string {
  if (issues.length === 0) return 'None.'
  return table(
    ['issue', 'cause', 'confidence', 'evidence', 'the end of the thread', 'labels'],
    issues.map((it) => [
      titled(it, repository),
      code(it.diagnosis.signature ?? ''),
      it.diagnosis.confidence.toFixed(2),
      inlineCode(it.diagnosis.ranked[0]?.evidence[0]?.text ?? '', MAX_LINE),
      endOf(it),
      it.issue.labels.map((name) => code(name)).join(' '),
    ]),
  )
}

function titled({ issue, title }: RehearsedIssue, repository: RepositoryOnSite): string {
  return `${linkToIssue(repository, issue.number)} ${inlineCode(title, MAX_TITLE)}`
}

function endOf({ verdict, end }: RehearsedIssue): string {
  if (end === null || end.cause === null) return VERDICTS[verdict]
  return `the ${end.by} ${VERDICTS[verdict]}: ${code(end.cause)} (${inlineCode(end.line, MAX_LINE)})`
}

function labelsTable({ use, rehearsal, pack }: RehearsalPage): string {
  const { asserted, asked } = rehearsal
  const inPack = (folder: string) =>
    asserted.filter(({ diagnosis }) => pack.folders.get(diagnosis.signature ?? '') === folder)
  const rows = [
    ...use.all.map((name) => [code(name), 'every named cause', String(asserted.length)]),
    ...Object.entries(use.packs).map(([folder, name]) => [
      code(name),
      `causes in the pack ${code(folder)}`,
      String(inPack(folder).length),
    ]),
    ...Object.entries(use.signatures).map(([id, name]) => [
      code(name),
      code(id),
      String(asserted.filter(({ diagnosis }) => diagnosis.signature === id).length),
    ]),
    ...(use.reporter === null
      ? []
      : [[code(use.reporter), 'the reporter has to act (comments only)', String(asserted.length + asked.length)]]),
    ...(use.maintainers === null
      ? []
      : [[code(use.maintainers), 'a maintainer has to act (labels only)', String(asserted.length + asked.length)]]),
  ]
  if (rows.length === 0) return 'None of your labels is about authentication.'
  return table(['label', 'for', 'issues here'], rows)
}

function readingSaved({ minutesSaved, asserted }: Rehearsal): string {
  return `About ${Math.round(minutesSaved)} minutes. This is an estimate: for each of the ${asserted.length} named causes, the words of the report's title and prose minus the words of the comment that replaces them, at ${WORDS_PER_MINUTE} words a minute. Logs, questions and the time to find earlier reports are not counted.`
}

const LIMITS = list([
  'Issues are read as they are today: an author may have edited them since.',
  'Attached files are not fetched, and earlier reports of the same cause are not searched; the bot does both.',
  'A thread that names no cause in words that the engine knows confirms nothing and refutes nothing. Closing words that only repeat an error line confirm little.',
  'What looks wrong was judged by a program. Read the threads before you decide.',
])
