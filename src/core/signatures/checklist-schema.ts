/** The schemas of what a signature tells people: causes, steps, remedies and questions. */
import validRange from 'semver/ranges/valid.js'
import { z } from 'zod'
import { STAGES } from '../flow/stage.ts'
import { clause, id, near, oneOrMore, sentence } from './clause-schema.ts'

export const source = z.url({ protocol: /^https$/ }).describe('Source of this statement, as an https URL.')

const os = z.enum(['macos', 'windows', 'linux', 'wsl'])

export const when = z
  .strictObject({
    product: z
      .union([id, z.array(id).min(1)], 'write one product or a list of products')
      .optional()
      .describe('Only for reports about one of these products.'),
    os: os.optional().describe('Only for reports from this operating system.'),
    'not-os': oneOrMore(os).optional().describe('Not for reports from this operating system, or from one of these.'),
    version: z
      .string()
      .refine((range) => validRange(range) !== null, 'write a range of versions, e.g. `<2.1.0` or `>=1.4 <2`')
      .optional()
      .describe('Only for reports whose version of the product is in this range, e.g. `<2.1.0`.'),
    says: oneOrMore(z.string().min(1))
      .optional()
      .describe(
        'Only for reports in which this pattern, or one of these patterns, matches (RE2 syntax, case ignored), e.g. `\\bEKS\\b` for a step about one kind of cluster.',
      ),
    tells: oneOrMore(near)
      .optional()
      .describe(
        'Only for reports that people tell in these words. For languages whose words a pattern cannot search, such as Chinese. With `says`, one of the two is enough.',
      ),
  })
  .describe('Restricts a step, a remedy, a cause or a question to certain reports.')

const answeredBy = z
  .array(clause)
  .default([])
  .describe('Clauses that show that the report already contains the answer.')

const outcome = z.strictObject({
  see: sentence.describe(
    'What you see, in one short sentence, because every comment shows it for the outcome that confirms the failure. `{{name}}` inserts a captured value.',
  ),
  means: sentence.optional().describe('What it means.'),
  next: sentence.optional().describe('What to do then.'),
  'shown-by': z
    .array(clause)
    .default([])
    .describe(
      'Clauses that show this outcome, as `shown-by-evidence` does, and are no evidence: for a message that names its own way out, and for what decides between causes and not for the signature.',
    ),
  'shown-by-evidence': z
    .array(id)
    .default([])
    .describe(
      "Ids of the signature's own evidence clauses that show this outcome: the report has seen it, so the comment begins with what to do then, and no other step stands above the fold. Only for a line that leaves no other cause.",
    ),
})

const answeredByEvidence = z
  .array(id)
  .default([])
  .describe(
    "Ids of the signature's own evidence clauses that answer it, too: the line that decides often says what a step asks for.",
  )

export const check = z
  .strictObject({
    check: sentence.describe(
      'What to check, as an instruction. A check is read-only and changes nothing. Steps with the same `check` are variants, of which the first that fits the report is shown; of several with the same `when`, the first whose values the report has, or else the last.',
    ),
    how: sentence.optional().describe('A command or a click path, shown as code. `{{name}}` inserts a captured value.'),
    windows: sentence
      .optional()
      .describe(
        'The same command for PowerShell 5.1, shown instead of `how` if the report is from Windows. Needed if `how` uses what only a POSIX shell has.',
      ),
    where: z
      .enum(['server', 'job'])
      .optional()
      .describe(
        "Where the command is run, if not on the reporter's machine: on a server, by its operator, or in a job of a workflow. It needs no `windows`.",
      ),
    stage: oneOrMore(z.enum(STAGES))
      .optional()
      .describe(
        "The stages of a login that the step looks at. It comes first if the report's log shows that the login broke at one of them, and last if the login got past all of them.",
      ),
    outcomes: z
      .array(outcome)
      .min(2)
      .max(6)
      .describe('The outcomes worth telling apart; the one that confirms the failure first.'),
    'answered-by': answeredBy,
    'answered-by-evidence': answeredByEvidence,
    'needless-by-evidence': z
      .array(id)
      .default([])
      .describe(
        "Ids of the signature's own evidence clauses that make the step needless, although they do not say how it ends. It comes last, and nothing is quoted as its answer.",
      ),
    when: when.optional(),
    source: source.optional(),
  })
  .describe('One checklist step: a read-only check and its outcomes.')

export const remedy = z
  .strictObject({
    text: sentence.describe('The remedy, as an instruction.'),
    standing: z
      .enum(['verified', 'reported', 'refuted'])
      .describe(
        'verified: a maintainer shipped it or several people confirmed it. reported: one person reported it. refuted: people tried it and it did not help.',
      ),
    when: when.optional(),
    source,
  })
  .describe('A remedy that people have tried, with its status.')

/** A single sentence holds for every report. */
export const cause = z
  .union([
    sentence.transform((text): CommonCause => ({ text })),
    z.strictObject({ text: sentence, when: when.optional() }),
  ])
  .describe('One sentence, or a sentence with the reports that it is about.')

/** One common cause of a failure. */
export interface CommonCause {
  readonly text: string
  readonly when?: z.infer<typeof when> | undefined
}

export const question = z.strictObject({
  text: sentence.describe('The question. `{{name}}` inserts a captured value.'),
  when: when.optional(),
  'answered-by': answeredBy,
  'answered-by-evidence': answeredByEvidence,
})
