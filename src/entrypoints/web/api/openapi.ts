/** The OpenAPI 3.1 document, generated from the table of operations and their schemas. */
import { z } from 'zod'
import { API_ERRORS, apiErrorSchema } from './api-error.ts'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'

export function openApiDocument(version: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const it of OPERATIONS) paths[it.path] = { ...paths[it.path], [it.method]: describe(it) }
  return {
    openapi: '3.1.0',
    info: { title: 'auth-triage', version, description: 'Recognises authentication failures by their evidence.' },
    servers: [{ url: '/api/v1' }],
    paths,
    components: { schemas: { Error: schemaOf(apiErrorSchema) } },
  }
}

function describe(it: Operation) {
  const { summary, path, body, answer } = it
  return {
    operationId: `${it.method}${path.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`,
    summary,
    parameters: parametersOf(it),
    ...(body !== null && { requestBody: { required: true, content: json(schemaOf(body, 'input')) } }),
    responses: {
      200: { description: summary, content: json(schemaOf(answer)) },
      ...Object.fromEntries(
        Object.values(API_ERRORS).map(({ status, means }) => [
          status,
          { description: means, content: json({ $ref: '#/components/schemas/Error' }) },
        ]),
      ),
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

function json(schema: object) {
  return { 'application/json': { schema } }
}
