/** Measures how well the ends of threads are read, on labelled endings. */
import { z } from 'zod'
import { parseCommands } from '../feedback/parse-commands.ts'
import { type Ending, GRADES, type Grade, type NamedCause, type Speaker } from '../outcomes/ending.ts'
import { readEnding } from '../outcomes/read-ending.ts'
import type { Pack } from '../signatures/pack.ts'
import { type LineFormat, parseLines } from './corpus.ts'

const SPEAKERS = ['reporter', 'maintainer', 'bystander', 'bot'] as const satisfies readonly Speaker[]

const lineSchema = z.object({
  id: z.string(),
  /** What makes it hard to read. */
  kind: z.string().default(''),
  answer: z.string(),
  comments: z.array(z.object({ by: z.enum(SPEAKERS), body: z.string() })),
  expected: z.enum(GRADES),
  cause: z.string().optional(),
})

/** A thread's end with the grade that a careful person gives. */
export type LabelledEnding = z.infer<typeof lineSchema>

export interface EndingFigures {
  readonly endings: number
  /** Number of endings that got a grade other than `no-evidence`. */
  readonly graded: number
  /** Of these, the share with the right grade and, if contradicted, the right cause; 1 when there are none. */
  readonly precision: number
  /** Of the endings that a person can grade, the share that was graded right. */
  readonly recall: number
  /** Endings that were graded although a person says that they prove nothing. */
  readonly overread: number
}

export interface ReadEnding {
  readonly id: string
  readonly kind: string
  readonly expected: Grade
  readonly got: Grade
  readonly isRight: boolean
}

const FORMAT: Omit<LineFormat<LabelledEnding>, 'name'> = {
  schema: lineSchema,
  what: 'an ending',
  hint: 'Each line is one JSON object with `id`, `answer`, `comments` (`by`, `body`) and `expected`.',
}

/** @throws TriageError('malformed-report') with the number of the malformed line */
export function parseEndings(text: string, name: string): readonly LabelledEnding[] {
  return parseLines(text, { ...FORMAT, name })
}

export function readEndings(endings: readonly LabelledEnding[], pack: Pack): readonly ReadEnding[] {
  return endings.map((it) => {
    const { grade, cause } = readEnding(toEnding(it), pack)
    const isRight = grade === it.expected && (cause ?? undefined) === it.cause
    return { id: it.id, kind: it.kind, expected: it.expected, got: grade, isRight }
  })
}

export function measureEndings(read: readonly ReadEnding[]): EndingFigures {
  const graded = read.filter(({ got }) => got !== 'no-evidence')
  const gradable = read.filter(({ expected }) => expected !== 'no-evidence')
  const right = graded.filter(({ isRight }) => isRight).length
  return {
    endings: read.length,
    graded: graded.length,
    precision: graded.length === 0 ? 1 : right / graded.length,
    recall: gradable.length === 0 ? 1 : right / gradable.length,
    overread: graded.filter(({ expected }) => expected === 'no-evidence').length,
  }
}

/** Each bystander is a person of their own. */
function toEnding({ answer, comments }: LabelledEnding): Ending {
  const remarks = comments.map(({ by, body }, at) => {
    return { id: at + 1, by, who: by === 'bystander' ? `bystander-${at}` : by, body }
  })
  const named = remarks.flatMap(({ by, who, body }) => {
    return by === 'reporter' || by === 'maintainer' ? causesIn(body).map((signature) => ({ by, who, signature })) : []
  })
  return { answer, remarks, named }
}

function causesIn(body: string): readonly NamedCause['signature'][] {
  return parseCommands(body).taken.flatMap(({ name, argument }) => {
    if (name === 'worked') return [null]
    return name === 'is' ? [argument] : []
  })
}
