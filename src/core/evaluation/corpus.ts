/** Parses the labelled reports, in JSON Lines, that `eval` measures a pack on. */
import { z } from 'zod'
import { AUTH_OTHER, NOT_AUTH } from '../diagnosis/confidence.ts'
import { TriageError } from '../errors.ts'
import type { RawIssue } from '../report/report.ts'
import type { Pack } from '../signatures/pack.ts'
import { parseIssueList } from './issue-list.ts'
import { LABELS_WITHOUT_SIGNATURE } from './labels.ts'

const lineSchema = z.object({
  id: z.string(),
  title: z.string().default(''),
  body: z.string().nullish(),
  attachments: z.array(z.object({ name: z.string(), text: z.string() })).default([]),
  expected: z.string(),
  also: z.array(z.string()).default([]),
})

/** One report with the answer that a person gave. */
export interface LabelledReport {
  readonly id: string
  readonly issue: RawIssue
  /** A signature id, `auth-other` or `not-auth`. */
  readonly expected: string
  /** Other answers that are also correct, if the report is ambiguous. */
  readonly also: readonly string[]
}

/**
 * @param text JSON Lines
 * @param name the file's name, for messages
 * @param pack for the labels that exist; every label is accepted if omitted
 * @throws TriageError('malformed-report') with the number of the malformed line
 */
export function parseCorpus(text: string, name: string, pack?: Pick<Pack, 'signatures'>): readonly LabelledReport[] {
  const hint = 'Each line is one JSON object with `id`, `title`, `body` and `expected`.'
  const schema =
    pack === undefined ? lineSchema : lineSchema.superRefine((line, context) => refuseUnknown(line, pack, context))
  return parseLines(text, { name, schema, what: 'a labelled report', hint }).map(
    ({ id, title, body, attachments, expected, also }) => {
      return { id, issue: { title, body: body ?? null, attachments }, expected, also }
    },
  )
}

/** GitHub label → signature id, `auth-other` or `not-auth`. */
export type LabelMapping = Readonly<Record<string, string>>

/**
 * @param text a JSON object from GitHub label to answer
 * @throws TriageError('malformed-report')
 */
export function parseMapping(text: string, name: string): LabelMapping {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text))
  } catch (cause) {
    const hint = 'Write a JSON object such as { "area: login": "login-loop", "ui": "not-auth" }.'
    throw new TriageError('malformed-report', `${name} is not a mapping of labels.`, { hint, cause })
  }
}

/** @returns the mapping of the labels that the bot itself adds */
export function labelsOfPack({ signatures }: Pick<Pack, 'signatures'>): LabelMapping {
  return Object.fromEntries([...signatures.values()].map(({ id, label }) => [label, id]))
}

/**
 * @param text what `gh issue list --json number,title,body,labels` prints
 * @param name the file's name, for messages
 * @returns the issues with a mapped label; the first mapped label is the expected answer, the others are accepted too
 * @throws TriageError('malformed-report') for a malformed list
 */
export function parseLabelledIssues(text: string, name: string, mapping: LabelMapping): readonly LabelledReport[] {
  return parseIssueList(text, name).flatMap(({ number, title, body, labels }) => {
    const [expected, ...also] = labels.flatMap((it) =>
      Object.hasOwn(mapping, it.name) ? [mapping[it.name] as string] : [],
    )
    const issue = { title, body: body ?? null, attachments: [] }
    return expected === undefined ? [] : [{ id: `#${number}`, issue, expected, also }]
  })
}

type Line = z.infer<typeof lineSchema>

function refuseUnknown(
  { expected, also }: Line,
  { signatures }: Pick<Pack, 'signatures'>,
  context: z.RefinementCtx,
): void {
  const isKnown = (label: string) =>
    label === AUTH_OTHER || label === NOT_AUTH || signatures.has(label) || LABELS_WITHOUT_SIGNATURE.has(label)
  for (const label of [expected, ...also].filter((it) => !isKnown(it))) {
    context.addIssue({
      code: 'custom',
      message: `\`${label}\` is no label: neither a signature nor \`auth-other\` or \`not-auth\``,
    })
  }
}

/** The format of a JSON Lines file, and the message for a malformed line. */
export interface LineFormat<T> {
  /** The file's name, for messages. */
  readonly name: string
  readonly schema: z.ZodType<T>
  readonly what: string
  readonly hint: string
}

/**
 * Parses every line and skips empty lines.
 * @throws TriageError('malformed-report') with the number of the malformed line
 */
export function parseLines<T>(text: string, { name, schema, what, hint }: LineFormat<T>): readonly T[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return []
    try {
      return [schema.parse(JSON.parse(line))]
    } catch (cause) {
      throw new TriageError('malformed-report', `${name}:${at + 1} is not ${what}. ${reasonOf(cause)}.`, {
        hint,
        cause,
      })
    }
  })
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof z.ZodError)) return 'It is not JSON'
  const issue = cause.issues.find(({ code }) => code === 'custom') ?? cause.issues[0]
  if (issue === undefined || issue.code === 'custom') return issue?.message ?? ''
  return `${issue.path.length === 0 ? '' : `\`${issue.path.join('.')}\`: `}${issue.message}`
}

/** Whether the pack can give the expected answer: a label that it has no signature for counts as `auth-other`. */
export function hasSignature({ expected }: LabelledReport, pack: Pick<Pack, 'signatures'>): boolean {
  return pack.signatures.has(expected)
}
