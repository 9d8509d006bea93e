/** One operation of the HTTP API: its schemas are what requests are checked with and what the OpenAPI document is made from. */
import type { z } from 'zod'
import type { WebDeps } from '../web-deps.ts'

export interface Operation {
  readonly method: 'get' | 'post'
  /** Below `/api/v1`, names in braces. */
  readonly path: string
  /** One line for the reference. */
  readonly summary: string
  /** Parts of the path and of the query, as text. */
  readonly parameters: z.ZodObject
  /** Null for operations without a body. */
  readonly body: z.ZodType | null
  readonly answer: z.ZodType
  /** Parameters and body arrive checked. */
  readonly handle: (input: { readonly parameters: unknown; readonly body: unknown }, deps: ApiDeps) => unknown
}

export interface ApiDeps extends WebDeps {
  /** Of who asks: what they sent as `Authorization: Bearer …`, or what they signed in with; null for nobody in particular. */
  readonly token: string | null
}

/** What is only read may be handed out as it is. */
type Readable<T> = T extends readonly (infer Item)[]
  ? readonly Readable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Readable<T[Key]> }
    : T

interface Typed<P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly summary: string
  readonly parameters: P
  readonly body: B | null
  readonly answer: A
  /** @throws ApiError when there is nothing to answer */
  readonly handle: (
    input: { readonly parameters: z.infer<P>; readonly body: z.infer<B> },
    deps: ApiDeps,
  ) => Readable<z.input<A>> | Promise<Readable<z.input<A>>>
}

/** Has the compiler hold an operation to its own schemas. */
export function operation<P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  it: Typed<P, B, A>,
): Operation {
  return it as unknown as Operation
}
