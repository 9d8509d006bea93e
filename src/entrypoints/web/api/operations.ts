/**
 * The table of HTTP API operations. A new operation needs only an entry here: its route, validation, reference and
 * OpenAPI document are derived from it.
 */
import { z } from 'zod'
import { cleanName } from '../../../adapters/attachments/file-name.ts'
import { toTriageDocument } from '../../../app/triage-document.ts'
import { triageDocumentSchema } from '../../../app/triage-document-schema.ts'
import type { Signature } from '../../../core/signatures/schema.ts'
import { ApiError } from './api-error.ts'
import { OPERATION_EXAMPLES } from './examples.ts'
import { LEARNING_OPERATIONS } from './learning-operations.ts'
import { type Operation, operation } from './operation.ts'
import { cutPage, pageOf, pageParameters } from './page.ts'
import { REPOSITORY_OPERATIONS } from './repository-operations.ts'

const MAX_BODY_LENGTH = 200_000
const MAX_LOG_LENGTH = 4_000_000

const diagnose = operation({
  id: 'diagnoseReport',
  example: OPERATION_EXAMPLES.diagnoseReport,
  method: 'post',
  path: '/diagnose',
  summary: 'Diagnose a report and its logs. Nothing is stored.',
  parameters: z.object({}),
  body: z
    .strictObject({
      title: z.string().max(1_000).default(''),
      body: z.string().max(MAX_BODY_LENGTH).default('').describe('Markdown.'),
      logs: z
        .array(z.strictObject({ name: z.string().min(1).max(200), text: z.string().max(MAX_LOG_LENGTH) }))
        .max(20)
        .default([]),
    })
    .refine(({ title, body, logs }) => (title + body).trim() !== '' || logs.length > 0, 'nothing to diagnose'),
  answer: triageDocumentSchema,
  async handle({ body: { title, body, logs } }, { pack, analysis }) {
    const attachments = logs.map(({ name, text }) => ({ name: cleanName(name), text }))
    const issue = { title, body, attachments }
    const { triage } = await analysis.run('triage', { issue, files: [], rules: null, audience: 'program' })
    return toTriageDocument(triage, pack)
  },
})

const signatureSummary = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(['experimental', 'stable', 'retired']),
  version: z.int(),
  label: z.string(),
  products: z.array(z.string()),
  dead: z.boolean().describe('True if the signature does not recognise its own examples.'),
})

const listSignatures = operation({
  id: 'listSignatures',
  example: OPERATION_EXAMPLES.listSignatures,
  method: 'get',
  path: '/signatures',
  summary: 'List the known failures, ordered by id.',
  parameters: z.object(pageParameters),
  body: null,
  answer: pageOf(signatureSummary),
  handle: ({ parameters }, { pack, deadSignatures }) => {
    const page = cutPage([...pack.signatures.values()], ({ id }) => id, parameters)
    return { ...page, items: page.items.map((it) => summarise(it, deadSignatures())) }
  },
})

const readSignature = operation({
  id: 'getSignature',
  example: OPERATION_EXAMPLES.getSignature,
  method: 'get',
  path: '/signatures/{id}',
  summary: 'Get one known failure: causes, checks, remedies, similar failures.',
  parameters: z.object({ id: z.string().max(100).describe('Id of the signature, e.g. `missing-scope`.') }),
  body: null,
  answer: signatureSummary.extend({
    cause: z.string(),
    causes: z.array(z.string()),
    ask: z.string(),
    checklist: z.array(z.looseObject({ check: z.string() })),
    remedies: z.array(z.looseObject({ text: z.string(), standing: z.string() })),
    confusedWith: z.array(z.object({ id: z.string(), tell: z.string() })),
  }),
  handle: ({ parameters: { id } }, { pack, deadSignatures }) => {
    const signature = pack.signatures.get(id)
    if (signature === undefined) throw new ApiError('not-found')
    const { cause, checklist, remedies } = signature
    const causes = signature.causes.map(({ text }) => text)
    const ask = signature.ask[0]?.text ?? ''
    const confusedWith = signature['confused-with'].map((it) => ({ id: it.id, tell: it.tell }))
    return { ...summarise(signature, deadSignatures()), cause, causes, ask, checklist, remedies, confusedWith }
  },
})

function summarise({ id, title, status, since, label, products }: Signature, dead: ReadonlySet<string> | null) {
  return { id, title, status, version: since, label, products, dead: dead?.has(id) ?? false }
}

export const OPERATIONS: readonly Operation[] = [
  diagnose,
  listSignatures,
  readSignature,
  ...REPOSITORY_OPERATIONS,
  ...LEARNING_OPERATIONS,
]
