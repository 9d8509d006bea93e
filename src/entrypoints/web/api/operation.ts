/** One operation of the HTTP API. Its schemas validate requests and generate the OpenAPI document. */
import type { z } from 'zod'
import type { WebContext } from '../web-deps.ts'

/** A request and its answer, for the reference. A test checks both against the schemas. */
export interface OperationExample {
  /** Null for operations without a body. */
  readonly body: unknown
  readonly answer: unknown
}

export interface Operation {
  /** Name of the operation in the OpenAPI document; generated clients call their functions by it. */
  readonly id: string
  readonly method: 'get' | 'post'
  /** Path below `/api/v1`, with parameters in braces. */
  readonly path: string
  /** One line for the reference. */
  readonly summary: string
  /** Path and query parameters, as text. */
  readonly parameters: z.ZodObject
  /** Null for operations without a body. */
  readonly body: z.ZodType | null
  readonly answer: z.ZodType
  readonly example: OperationExample
  /** Receives validated parameters and body. */
  readonly handle: (input: { readonly parameters: unknown; readonly body: unknown }, deps: ApiDeps) => unknown
}

export interface ApiDeps extends WebContext {
  /** The caller's token: sent as `Authorization: Bearer …` or from the sign-in; null for an anonymous caller. */
  readonly token: string | null
}

/** Deeply read-only: handlers may return stored objects as they are. */
export type Readable<T> = T extends readonly (infer Item)[]
  ? readonly Readable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Readable<T[Key]> }
    : T

interface Typed<P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> {
  readonly id: string
  readonly method: 'get' | 'post'
  readonly path: string
  readonly summary: string
  readonly parameters: P
  readonly body: B | null
  readonly answer: A
  readonly example: OperationExample
  /** @throws ApiError when there is nothing to return */
  readonly handle: (
    input: { readonly parameters: z.infer<P>; readonly body: z.infer<B> },
    deps: ApiDeps,
  ) => Readable<z.input<A>> | Promise<Readable<z.input<A>>>
}

/** Makes the compiler check an operation against its own schemas. */
export function operation<P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  it: Typed<P, B, A>,
): Operation {
  return it as unknown as Operation
}
