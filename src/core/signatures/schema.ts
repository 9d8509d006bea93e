/**
 * The schema of a signature file. Types, validation messages, the JSON Schema for editors and the reference page all
 * come from it, so signature authors read these descriptions.
 */
import { z } from 'zod'
import { STAGES } from '../flow/stage.ts'
import { cause, check, question, remedy, source, when } from './checklist-schema.ts'
import { clause, id, sentence } from './clause-schema.ts'

/** Of steps for every report, as one with `when` is listed in few comments. */
const MAX_STEPS = 12
/** Of all entries; bounds the work for a file of a repository. */
const MAX_ENTRIES = 60

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
    checklist: z
      .array(check)
      .min(2)
      .max(MAX_ENTRIES)
      .refine(
        (steps) => steps.filter((it) => it.when === undefined).length <= MAX_STEPS,
        `a checklist has at most ${MAX_STEPS} steps for every report; add \`when\` to the others`,
      )
      .describe(`Steps for the reporter, in order; at most ${MAX_STEPS} without \`when\`.`),
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
          when: when.optional(),
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
export type Outcome = Check['outcomes'][number]
export type When = z.infer<typeof when>
export type Question = z.infer<typeof question>
export type Example = z.infer<typeof example>
