/** One operation of the HTTP API: its schemas are what requests are checked with and what the OpenAPI document is made from. */
import type { z } from 'zod'
import type { WebWorld } from '../world.ts'

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
  readonly handle: (input: { readonly parameters: unknown; readonly body: unknown }, world: WebWorld) => unknown
}

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
    world: WebWorld,
  ) => z.input<A>
}

/** Has the compiler hold an operation to its own schemas. */
export function operation<P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  it: Typed<P, B, A>,
): Operation {
  return it as unknown as Operation
}
