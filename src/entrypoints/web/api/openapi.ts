/** The OpenAPI 3.1 document, generated from the table of operations and their schemas. */
import { z } from 'zod'
import { API_ERRORS, apiErrorSchema } from './api-error.ts'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'

export const TAGS = {
  Diagnosis: 'Diagnose a report. Nothing is stored.',
  Signatures: 'The known failures.',
  Repositories: 'What is stored about a repository that the caller can read on GitHub, by its owner and name there.',
} as const

export function openApiDocument(version: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const it of OPERATIONS) paths[it.path] = { ...paths[it.path], [it.method]: describe(it) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'auth-triage',
      version,
      description: 'Recognises authentication failures by their evidence. Without a token, only public data is shown.',
      license: { name: 'MIT', identifier: 'MIT' },
      contact: { name: 'auth-triage', url: 'https://github.com/auth-triage/auth-triage' },
    },
    servers: [{ url: '/api/v1' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    security: [{}, { bearer: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Error: schemaOf(apiErrorSchema) },
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A GitHub token of any kind. GitHub decides what it may read.',
        },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-session', description: 'The sign-in on the pages.' },
      },
    },
  }
}

function describe(it: Operation) {
  const { id, summary, body, answer, example } = it
  return {
    operationId: id,
    summary,
    description: summary,
    tags: [tagOf(it)],
    parameters: parametersOf(it),
    ...(body !== null && { requestBody: { required: true, content: json(schemaOf(body, 'input'), example.body) } }),
    responses: {
      200: { description: 'OK', content: json(schemaOf(answer), example.answer) },
      ...Object.fromEntries([...errorsByStatus()].map(([status, codes]) => [status, describeError(codes)])),
    },
  }
}

export function tagOf({ path }: Operation): keyof typeof TAGS {
  if (path.startsWith('/signatures')) return 'Signatures'
  return path.startsWith('/repositories') ? 'Repositories' : 'Diagnosis'
}

type ErrorCode = keyof typeof API_ERRORS

/** Two errors can have one status. */
function errorsByStatus(): ReadonlyMap<number, readonly ErrorCode[]> {
  return Map.groupBy(Object.keys(API_ERRORS) as ErrorCode[], (code) => API_ERRORS[code].status)
}

/** Statuses whose answers say when to try again. */
const WAITS: ReadonlySet<number> = new Set([429, 503])
const RETRY_AFTER = { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } }

function describeError(codes: readonly ErrorCode[]) {
  const examples = codes.map((code) => [code, { value: { error: { code, message: API_ERRORS[code].means } } }])
  return {
    description: codes.map((code) => API_ERRORS[code].means).join(' Or: '),
    ...(codes.some((code) => WAITS.has(API_ERRORS[code].status)) && { headers: { 'Retry-After': RETRY_AFTER } }),
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Error' }, examples: Object.fromEntries(examples) },
    },
  }
}

export function parametersOf({ parameters, path }: Operation) {
  return Object.entries(parameters.shape).map(([name, schema]) => {
    const inPath = path.includes(`{${name}}`)
    const { description, ...shape } = schemaOf(schema as z.ZodType, 'input')
    return {
      name,
      in: inPath ? 'path' : 'query',
      required: inPath,
      schema: shape,
      ...(description !== undefined && { description }),
    }
  })
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io })
  return rest
}

function json(schema: object, example: unknown) {
  return { 'application/json': { schema, example } }
}
