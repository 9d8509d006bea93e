/**
 * The schema of a signature file. Types, validation messages, the JSON Schema for editors and the reference page all
 * come from it, so signature authors read these descriptions.
 */
import validRange from 'semver/ranges/valid.js'
import { z } from 'zod'
import { STAGES } from '../flow/stage.ts'
import { clause, id, oneOrMore, sentence } from './clause-schema.ts'

const source = z.url({ protocol: /^https$/ }).describe('Source of this statement, as an https URL.')

const when = z
  .strictObject({
    product: z
      .union([id, z.array(id).min(1)], 'write one product or a list of products')
      .optional()
      .describe('Only for reports about one of these products.'),
    os: z
      .enum(['macos', 'windows', 'linux', 'wsl'])
      .optional()
      .describe('Only for reports from this operating system.'),
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
  })
  .describe('Restricts a step, a remedy, a cause or a question to certain reports.')

export type When = z.infer<typeof when>

const outcome = z.strictObject({
  see: sentence.describe(
    'What you see, in one short sentence, because every comment shows it for the outcome that confirms the failure. `{{name}}` inserts a captured value.',
  ),
  means: sentence.optional().describe('What it means.'),
  next: sentence.optional().describe('What to do then.'),
})

export type Outcome = z.infer<typeof outcome>

const answeredBy = z
  .array(clause)
  .default([])
  .describe('Clauses that show that the report already contains the answer.')

const answeredByEvidence = z
  .array(id)
  .default([])
  .describe(
    "Ids of the signature's own evidence clauses that answer it, too: the line that decides often says what a step asks for.",
  )

const check = z
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
      .max(4)
      .describe('The outcomes worth telling apart; the one that confirms the failure first.'),
    'answered-by': answeredBy,
    'answered-by-evidence': answeredByEvidence,
    when: when.optional(),
    source: source.optional(),
  })
  .describe('One checklist step: a read-only check and its outcomes.')

const remedy = z
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
const cause = z
  .union([
    sentence.transform((text): CommonCause => ({ text })),
    z.strictObject({ text: sentence, when: when.optional() }),
  ])
  .describe('One sentence, or a sentence with the reports that it is about.')

/** One common cause of a failure. */
export interface CommonCause {
  readonly text: string
  readonly when?: When | undefined
}

export const question = z.strictObject({
  text: sentence.describe('The question. `{{name}}` inserts a captured value.'),
  when: when.optional(),
  'answered-by': answeredBy,
  'answered-by-evidence': answeredByEvidence,
})

export type Question = z.infer<typeof question>

/** A question for every report, which no report answers. */
function plainQuestion(text: string): Question {
  return { text, 'answered-by': [], 'answered-by-evidence': [] }
}

/** A single sentence is one question for every report. */
const questions = z.union([sentence.transform((text): Question[] => [plainQuestion(text)]), z.array(question).min(1)])

/** A single sentence is a question for every report. */
const decidingQuestion = z.union([sentence.transform(plainQuestion), question])

const example = z
  .strictObject({
    name: sentence.describe('What the example shows; unique in its file.'),
    report: sentence.describe('The report as Markdown. A first line that starts with `# ` is the title.'),
    expect: z
      .strictObject({
        signature: z
          .union([id, z.literal('none')], 'write the id of a signature, or none')
          .optional()
          .describe(
            'Id of the signature that must rank first; by default this one. `none` means that no signature may be asserted.',
          ),
        decision: z
          .enum(['assert', 'ask', 'silent'])
          .optional()
          .describe('The decision that the report must get; checked for stable signatures only.'),
        evidence: id.optional().describe('Id of a clause that must be among the evidence.'),
        captures: z.record(z.string(), z.string()).optional().describe('Values that must be captured, by name.'),
      })
      .default({})
      .describe('The diagnosis that the report must get; by default this signature ranks first.'),
  })
  .describe('A report with its expected diagnosis. Examples that expect another signature are near misses.')

export const signatureSchema = z
  .strictObject({
    id: id.describe('Lower-case words joined by hyphens; equals the file name without its extension.'),
    title: sentence.max(80).describe('The failure in one line, in plain words.'),
    status: z
      .enum(['experimental', 'stable', 'retired'])
      .describe(
        'stable: may produce a comment. experimental: is evaluated and counted but never produces a comment. retired: is not evaluated.',
      ),
    since: z.int().min(1).describe('Version of the signature; raise it when its meaning changes.'),
    label: z
      .string()
      .regex(/^auth: /, 'labels start with `auth: `')
      .max(50)
      .describe('The label that an assertion adds.'),
    kind: z
      .enum(['failure', 'symptom'])
      .default('failure')
      .describe(
        'failure: names one cause. symptom: what was seen is certain, and it can have several causes; its comment lists them and never blames a side.',
      ),
    'beyond-logins': z
      .literal(true)
      .optional()
      .describe(
        'Connections without a login fail like this, too. It is asserted only if the report speaks of a login.',
      ),
    stage: z
      .enum(STAGES)
      .optional()
      .describe(
        'The stage of a login at which the failure shows. A log line before a later success at this stage does not count.',
      ),
    cause: sentence.describe('What goes wrong and why, in two or three sentences.'),
    causes: z.array(cause).min(2).max(7).describe('Common causes, most frequent first.'),
    deciding: sentence
      .optional()
      .describe(
        'For a symptom: the one observation that decides between its causes, as a question. The first step makes it.',
      ),
    products: z.array(id).min(1).describe('Products in which the failure occurs.'),
    broader: id.optional().describe('Id of the more general signature that includes this one.'),
    inherits: z
      .boolean()
      .default(false)
      .describe(
        "Whether the broader signature's evidence also counts for this one, for a product that has the same failure.",
      ),
    'only-when': z
      .array(clause)
      .default([])
      .describe('Required clauses. If none of them is found, the signature is not considered.'),
    evidence: z.array(clause).describe('Clauses that count for this signature.'),
    against: z.array(clause).default([]).describe('Clauses that count against this signature.'),
    'not-when': z
      .array(id)
      .default([])
      .describe('Ids of shared counter-signs (signatures/counter-signs.yaml) that suppress this signature.'),
    'confused-with': z
      .array(
        z.strictObject({
          id: id.describe('Id of the other signature.'),
          tell: sentence.describe('How to tell the two apart.'),
          ask: decidingQuestion
            .optional()
            .describe('A question that decides between the two; or the question with `when` and `answered-by`.'),
        }),
      )
      .min(1)
      .describe('The most similar signatures.'),
    ask: questions.describe(
      'The question whose answer would confirm this signature; or several, of which the first that fits the report and is not answered there is asked.',
    ),
    checklist: z.array(check).min(2).max(12).describe('Steps for the reporter, in order.'),
    remedies: z
      .array(remedy)
      .min(1)
      .describe('Remedies that people have tried, whether they helped or not, each with its source.'),
    never: z.array(sentence).default([]).describe('Advice that the bot must not give.'),
    prevention: z
      .array(sentence)
      .min(2)
      .max(3)
      .describe('What to do after the fix so that the failure does not happen again.'),
    'solved-when': sentence.describe('How to verify that the fix worked.'),
    'false-signals': z
      .array(sentence)
      .min(1)
      .describe('What reads like this failure and is not, and why; write `none known yet` if there is nothing.'),
    'fixed-in': z
      .array(
        z.strictObject({
          product: id.describe('Product id.'),
          version: sentence.describe('First version without the failure.'),
          what: sentence
            .optional()
            .describe(
              'The part of the failure that this version fixed, if others remain. A newer version with the failure is no regression then.',
            ),
          source,
        }),
      )
      .default([])
      .describe('Versions that fixed the failure, if known.'),
    examples: z
      .array(example)
      .min(2)
      .describe(
        'Reports that the signature must recognise and near misses that it must not recognise; at least one of each.',
      ),
  })
  .refine((it) => it.evidence.length > 0 || it.inherits, { message: 'has no evidence', path: ['evidence'] })
  .refine((it) => (it.kind === 'symptom') === (it.deciding !== undefined), {
    message: 'a symptom needs `deciding`, and only a symptom has it',
    path: ['deciding'],
  })
  .refine((it) => !it.inherits || it.broader !== undefined, {
    message: 'nothing to inherit from: set `broader`',
    path: ['inherits'],
  })
  .describe('A known authentication failure: how to recognise it, what causes it, what to check.')

export type Signature = z.infer<typeof signatureSchema>
export type Check = z.infer<typeof check>
export type Example = z.infer<typeof example>
