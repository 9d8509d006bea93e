/**
 * The HTTP API at `/api/v1`, mounted from its table of operations. All errors have the same shape. Responses carry an
 * ETag. The API stores nothing and shows nothing that the pages do not show.
 */
import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import type { z } from 'zod'
import { beginningOf, cleanAndRedactLine } from '../../../core/report/clean-and-redact.ts'
import { bearerOf } from '../access/bearer.ts'
import type { Sessions } from '../access/sign-in.ts'
import { readJson } from '../json-body.ts'
import { limitRate } from '../rate-limit.ts'
import { refuse } from '../refuse.ts'
import type { WebContext } from '../web-deps.ts'
import type { WorkGate } from '../work-gate.ts'
import { ApiError } from './api-error.ts'
import { openApiDocument } from './openapi.ts'
import type { ApiDeps, Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'

/** Maximum size of a request body in bytes, as for the MCP endpoint. */
const MAX_BODY = 10 * 1024 * 1024
const DIAGNOSES_PER_MINUTE = 60
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:;|$)/i
/**
 * Maximum length of a validation message in characters. The message quotes keys from the request, which are untrusted
 * text.
 */
const MAX_MESSAGE = 300

interface ApiContext {
  /** People signed in to the pages may call the API as themselves. */
  readonly sessions: Sessions
  /** Admits requests that have a body. */
  readonly gate: WorkGate
}

export function createApi(deps: WebContext, { sessions, gate }: ApiContext): Hono {
  const api = new Hono()
  api.use(etag())
  api.get('/openapi.json', (c) => c.json(openApiDocument(deps.version)))
  const rate = limitRate(DIAGNOSES_PER_MINUTE, deps)
  for (const it of OPERATIONS) {
    const path = it.path.replaceAll(/\{(\w+)\}/g, ':$1')
    if (it.method === 'post') api.post(path, rate)
    api.on(it.method.toUpperCase(), path, async (c) => {
      const token = bearerOf(c) ?? (await sessions.viewer(c))?.token ?? null
      const respond = async (sent: unknown) => c.json((await answer(it, c, { ...deps, token, sent })) as object)
      if (it.body === null) return respond(undefined)
      if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) throw new ApiError('wrong-type')
      const work = async (bytes: Uint8Array) => ({ response: await respond(await jsonOf(bytes)) })
      return gate.admit(c, { body: MAX_BODY }, work)
    })
  }
  for (const path of new Set(['/openapi.json', ...OPERATIONS.map((it) => it.path)])) addWrongMethod(api, path)
  api.onError((error, c) => {
    if (error instanceof ApiError) return c.json(error.document, error.status)
    deps.onBroken(error)
    return refuse(c, 'broken')
  })
  return api
}

async function answer(it: Operation, c: Context, deps: ApiDeps & { readonly sent: unknown }): Promise<unknown> {
  const parameters = check(it.parameters.strict(), { ...c.req.query(), ...c.req.param() })
  const body = it.body === null ? undefined : check(it.body, deps.sent)
  return it.handle({ parameters, body }, deps)
}

function check(schema: z.ZodType, value: unknown): unknown {
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  const [first] = checked.error.issues
  const place = first?.path.join('.') || 'request'
  const message = `${place}: ${first?.message ?? 'is invalid'}.`
  throw new ApiError(
    'malformed',
    cleanAndRedactLine(beginningOf(message, MAX_MESSAGE)).text || 'The request is invalid.',
  )
}

/** @throws ApiError('malformed') */
async function jsonOf(bytes: Uint8Array): Promise<unknown> {
  const read = await readJson(bytes)
  if ('why' in read) throw new ApiError('malformed', read.why)
  return read.value
}

function addWrongMethod(api: Hono, path: string): void {
  const methods = OPERATIONS.filter((it) => it.path === path).map((it) => it.method.toUpperCase())
  const allow = methods.includes('POST') ? 'POST' : 'GET, HEAD'
  api.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) => refuse(c, 'wrong-method', { allow }))
}
