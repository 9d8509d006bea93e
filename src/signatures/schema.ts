/**
 * The shape of a signature file, and the only place that says so: types, validation messages, the editor's JSON schema
 * and the reference page all come from here. Field by field the docstring is what a signature author reads.
 */
import { z } from 'zod'

const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, e.g. missing-scope')
const sentence = z.string().trim().min(1)
const source = z.url({ protocol: /^https$/ }).describe('Where this was seen or said, an https address.')

export const strength = z
  .enum(['decisive', 'strong', 'supporting'])
  .describe('decisive: names the cause by itself. strong: nearly does. supporting: only adds to others.')

const place = z
  .union([z.enum(['title', 'prose', 'log', 'quote', 'any']), z.templateLiteral(['field:', z.string().min(1)])])
  .describe('Kind of text to look in; `any` is all of them; `field:<heading>` is one answer of an issue form.')

const terms = z
  .array(z.string().regex(/[\p{L}\p{N}]/u, 'a term needs a letter or a digit'))
  .min(1)
  .describe(
    'Words or short phrases of which one must occur; compared by their stem, so `miss` finds `missing`. `@name` stands for a list of signatures/words.yaml.',
  )

const near = z
  .strictObject({
    within: z.int().min(2).max(60).describe('How many words wide the window is.'),
    all: z
      .array(terms)
      .min(1)
      .max(6)
      .describe('Every group must have one of its terms inside the window, in any order.'),
  })
  .describe('Stemmed words near each other, in any order. Reads what people wrote (title, prose, quote), never logs.')

const clause = z
  .strictObject({
    id: id.describe('Name of the clause, unique in its signature; shown to people as the reason.'),
    in: z.array(place).min(1).describe('Where to look.'),
    strength,
    regex: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
      .optional()
      .describe('Pattern in RE2 syntax, or several of which one must match; named groups become captured values.'),
    case: z.enum(['ignore', 'match']).default('ignore').describe('Whether upper and lower case differ for `regex`.'),
    near: near.optional(),
    note: sentence.optional().describe('Why this clause is here, for whoever reads the file next.'),
  })
  .refine((it) => (it.regex === undefined) !== (it.near === undefined), {
    message: 'a clause has either `regex` or `near`, exactly one of them',
  })
  .describe('One thing that can be found in a report.')

const when = z
  .strictObject({
    surface: z
      .union([id, z.array(id).min(1)])
      .optional()
      .describe('Only where the report names one of these products.'),
    os: z.enum(['macos', 'windows', 'linux', 'wsl']).optional().describe('Only on this operating system.'),
  })
  .describe('Restricts a step to the reports that it fits.')

const check = z
  .strictObject({
    check: sentence.describe('What to look at, as an instruction. Read-only: a check changes nothing.'),
    how: sentence.optional().describe('A command or a click path; shown as code. `{{name}}` is filled in.'),
    expect: sentence.describe('What one should see when this is not the cause. `{{name}}` is filled in.'),
    otherwise: sentence.describe('What it means, and what to do, when one sees something else.'),
    when: when.optional(),
    source: source.optional(),
  })
  .describe('One step of the checklist: symptom, read-only check, what one should see, otherwise.')

const remedy = z
  .strictObject({
    text: sentence,
    standing: z
      .enum(['verified', 'reported', 'refuted'])
      .describe(
        'verified: a maintainer shipped it or several people confirmed it. reported: one person said so. refuted: tried, did not help.',
      ),
    source,
  })
  .describe('Something that people tried, with its standing.')

const example = z
  .strictObject({
    name: sentence.describe('What this example shows; unique in its file.'),
    report: sentence.describe('The report as Markdown; a first line that begins with `# ` is its title.'),
    expect: z
      .strictObject({
        signature: z
          .union([id, z.literal('none')])
          .optional()
          .describe(
            'The signature that must rank first; this one unless said otherwise; `none` when no signature may be asserted.',
          ),
        decision: z.enum(['assert', 'ask', 'silent']).optional(),
        evidence: id.optional().describe('A clause that must be among the evidence.'),
        captures: z.record(z.string(), z.string()).optional().describe('Values that must have been captured.'),
      })
      .default({}),
  })
  .describe('A report with the answer it must get. Those that expect another answer are the near misses.')

export const signatureSchema = z
  .strictObject({
    id,
    title: sentence.max(80).describe('The failure in one line, in plain words.'),
    status: z
      .enum(['experimental', 'stable', 'retired'])
      .describe('Only stable signatures speak; experimental ones are computed and counted; retired ones are not run.'),
    since: z.int().min(1).describe('Version of the signature; raise it when its meaning changes.'),
    label: z
      .string()
      .regex(/^auth: /, 'labels begin with `auth: `')
      .max(50)
      .describe('The label that an assert sets.'),
    cause: sentence.describe('What goes wrong and why, two or three sentences.'),
    causes: z.array(sentence).min(2).max(7).describe('The common ways in which it comes about, most frequent first.'),
    surfaces: z.array(id).min(1).describe('Products in which it was seen.'),
    broader: id.optional().describe('The more general signature that this is a kind of.'),
    inherits: z
      .boolean()
      .default(false)
      .describe(
        'Whether the evidence of the broader signature counts as its own; for a product that words the same failure.',
      ),
    'only-when': z
      .array(clause)
      .default([])
      .describe('Of these at least one must be found, else the signature is not considered at all.'),
    evidence: z.array(clause).describe('What speaks for it.'),
    against: z.array(clause).default([]).describe('What speaks against it.'),
    'not-when': z
      .array(id)
      .default([])
      .describe('Shared counter-signs (signatures/counter-signs.yaml) that silence it.'),
    'confused-with': z
      .array(
        z.strictObject({
          id,
          tell: sentence.describe('What tells the two apart.'),
          ask: sentence.optional().describe('The question that decides between the two.'),
        }),
      )
      .min(1)
      .describe('Its nearest siblings.'),
    ask: sentence.describe('The one question that would make it sure.'),
    checklist: z.array(check).min(2).max(9).describe('Steps for the reporter, in order.'),
    remedies: z.array(remedy).min(1),
    never: z.array(sentence).default([]).describe('Advice that must not be given.'),
    prevention: z
      .array(sentence)
      .min(2)
      .max(3)
      .describe('What to check once it is solved, so that it does not come back.'),
    'solved-when': sentence.describe('How one knows that the fix worked.'),
    'known-false-positives': z
      .array(sentence)
      .min(1)
      .describe('Reports that look like it and are not; `none known yet` is an answer.'),
    'fixed-in': z
      .array(z.strictObject({ product: id, version: sentence, source }))
      .default([])
      .describe('Versions that ended it, where known.'),
    examples: z.array(example).min(2),
  })
  .refine((it) => it.evidence.length > 0 || it.inherits, { message: 'has no evidence', path: ['evidence'] })
  .refine((it) => !it.inherits || it.broader !== undefined, {
    message: 'nothing to inherit from: name a `broader`',
    path: ['inherits'],
  })
  .describe('A known authentication failure: how to recognise it, what causes it, what to check.')

export type Signature = z.infer<typeof signatureSchema>
export type Clause = z.infer<typeof clause>
export type Near = z.infer<typeof near>
export type Check = z.infer<typeof check>
export type Example = z.infer<typeof example>

/** Counter-signs: things that make words like `401` or `token` mean nothing. One shared file of the pack. */
export const counterSignsSchema = z.record(
  id,
  z.strictObject({
    title: sentence.describe('What it is, in one line.'),
    evidence: z.array(clause).min(1),
  }),
)

/** Messages that clients print for many causes: they carry no class. One shared file of the pack. */
export const genericMessagesSchema = z.array(
  z.strictObject({
    id,
    regex: z.string().min(1),
    says: sentence.describe('Why it proves nothing.'),
    ask: sentence.describe('What to ask for instead.'),
  }),
)

/** What makes a report be about authentication at all, and the first question when nothing leads. One shared file. */
export const topicSchema = z.strictObject({
  evidence: z.array(clause).min(1),
  ask: sentence.describe('The first question of the troubleshooting flow, put when no signature leads.'),
})

export type CounterSigns = z.infer<typeof counterSignsSchema>
export type GenericMessages = z.infer<typeof genericMessagesSchema>
export type Topic = z.infer<typeof topicSchema>

/** Lists of words with one meaning, so that clauses need not repeat them: `@fail`, `@login`, … One shared file. */
export const wordsSchema = z.record(id, z.array(z.string().min(1)).min(2))

export type Words = z.infer<typeof wordsSchema>
