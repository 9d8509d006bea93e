/**
 * The shape of a signature file, and the only place that says so: types, validation messages, the editor's JSON schema
 * and the reference page all come from here. Field by field the docstring is what a signature author reads.
 */
import { z } from 'zod'
import { clause, id, sentence } from './clause-schema.ts'

const source = z.url({ protocol: /^https$/ }).describe('Where this was seen or said, an https address.')

const when = z
  .strictObject({
    product: z
      .union([id, z.array(id).min(1)], 'write one product or a list of products')
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
    text: sentence.describe('What was done, as an instruction.'),
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
          .union([id, z.literal('none')], 'write the id of a signature, or none')
          .optional()
          .describe(
            'The signature that must rank first; this one unless said otherwise; `none` when no signature may be asserted.',
          ),
        decision: z
          .enum(['assert', 'ask', 'silent'])
          .optional()
          .describe(
            'What must be decided; looked at once the signature is stable, since an experimental one never speaks.',
          ),
        evidence: id.optional().describe('A clause that must be among the evidence.'),
        captures: z.record(z.string(), z.string()).optional().describe('Values that must have been captured.'),
      })
      .default({})
      .describe('The answer that the report must get; by default this signature, ranked first.'),
  })
  .describe('A report with the answer it must get. Those that expect another answer are the near misses.')

export const signatureSchema = z
  .strictObject({
    id: id.describe('Lower-case words joined by hyphens; the name of the file without its ending.'),
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
    products: z.array(id).min(1).describe('Products in which it was seen.'),
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
          id: id.describe('The other signature.'),
          tell: sentence.describe('What tells the two apart.'),
          ask: sentence.optional().describe('The question that decides between the two.'),
        }),
      )
      .min(1)
      .describe('Its nearest siblings.'),
    ask: sentence.describe('The one question that would make it sure.'),
    checklist: z.array(check).min(2).max(9).describe('Steps for the reporter, in order.'),
    remedies: z.array(remedy).min(1).describe('What people tried, what helped and what did not, each with its source.'),
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
      .array(
        z.strictObject({
          product: id.describe('The product, by its id.'),
          version: sentence.describe('First version in which it no longer happens.'),
          source,
        }),
      )
      .default([])
      .describe('Versions that ended it, where known.'),
    examples: z
      .array(example)
      .min(2)
      .describe('Reports that it must recognise, and near misses that it must leave to others; at least one of each.'),
  })
  .refine((it) => it.evidence.length > 0 || it.inherits, { message: 'has no evidence', path: ['evidence'] })
  .refine((it) => !it.inherits || it.broader !== undefined, {
    message: 'nothing to inherit from: name a `broader`',
    path: ['inherits'],
  })
  .describe('A known authentication failure: how to recognise it, what causes it, what to check.')

export type Signature = z.infer<typeof signatureSchema>
export type Check = z.infer<typeof check>
export type Example = z.infer<typeof example>
