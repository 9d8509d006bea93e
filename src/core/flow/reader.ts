/** What a reader of traces is: it turns lines into readings, and knows nothing of what they mean together. */
import type { Observation, Vantage } from './observation.ts'
import type { Side, Stage } from './stage.ts'

/** A request and the status that answered it. */
export interface Exchange {
  /** Path with its query, without scheme and host. */
  readonly path: string
  readonly status: number
  readonly host?: string | null
  /** True for requests of a tool that only calls an API, whatever their paths are. */
  readonly isCall?: boolean
  /** Whether the request carried a credential, if the trace says so. */
  readonly authorized?: boolean
  /** True if something in front of the server answered. */
  readonly byEdge?: boolean
  readonly vantage?: Vantage
}

/** What a line says about a stage without showing a request. */
export interface Statement {
  readonly stage: Stage
  readonly outcome: Observation['outcome']
  readonly status?: number | null
  readonly side?: Side
  readonly error?: string
  /** True for a record that a program writes of a whole step, such as an event or the result of a check. */
  readonly isRecord?: boolean
  readonly vantage?: Vantage
}

export type LineReading = Exchange | Statement

/** Reads the next line of a trace. Returns an empty list for a line that it does not know. */
export interface ReadLine {
  (line: string): readonly LineReading[]
  /** Tells that a reader before this one has read the line, for a reader that waits for an answer. */
  readonly miss?: () => void
}

/** One format, or one family of formats. */
export interface Reader {
  readonly name: string
  /** Begins a trace: formats with a request and its response on lines of their own remember the request. */
  begin(): ReadLine
}

export const NOTHING: readonly LineReading[] = []

/** A format whose lines stand for themselves. */
export function lineReader(name: string, read: (line: string) => LineReading | null): Reader {
  const readLine: ReadLine = (line) => {
    const reading = read(line)
    return reading === null ? NOTHING : [reading]
  }
  return { name, begin: () => readLine }
}
