/** What a client needs from a server: a dated, sourced table in `clients.yaml`. */
import { parse } from 'yaml'
import { z } from 'zod'

const fact = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    value,
    /** The day on which the source was read. */
    checked: z.iso.date(),
    source: z.url({ protocol: /^https$/ }),
  })

const REGISTRATIONS = ['metadata-document', 'dynamic', 'by-hand'] as const

const factsSchema = z.strictObject({
  name: z.string(),
  /** The client connects from its vendor's machines, so a server on a private network is out of its reach. */
  hosted: fact(z.literal(true)).optional(),
  /** The only ports to which it connects. */
  ports: fact(z.array(z.int()).min(1)).optional(),
  /** The ways in which it is known to get a client id. */
  registration: fact(z.array(z.enum(REGISTRATIONS)).min(1)).optional(),
  /** `<port>` stands for a port that it chooses. */
  'redirect-uris': fact(z.array(z.string()).min(1)).optional(),
  transports: fact(z.array(z.enum(['streamable-http', 'sse'])).min(1)).optional(),
  /** The programs of the user-agent matrix as which it sends its requests. */
  'user-agents': fact(z.array(z.string()).min(1)).optional(),
})

type FactsEntry = z.infer<typeof factsSchema>

export interface ClientFacts {
  readonly id: string
  readonly name: string
  readonly hosted: FactsEntry['hosted']
  readonly ports: FactsEntry['ports']
  readonly registration: FactsEntry['registration']
  /** As in the table; those with `<port>` are left out, since a probe cannot use them. */
  readonly redirectUris: readonly string[]
  readonly redirectUriFact: FactsEntry['redirect-uris']
  readonly transports: FactsEntry['transports']
  readonly userAgents: FactsEntry['user-agents']
}

/**
 * @param text content of `clients.yaml`
 * @returns the clients by id
 * @throws ZodError if an entry has no source, no date or an unknown field
 */
export function readClientFacts(text: string): ReadonlyMap<string, ClientFacts> {
  const entries = z.record(z.string().regex(/^[a-z-]+$/), factsSchema).parse(parse(text))
  return new Map(Object.entries(entries).map(([id, entry]) => [id, toFacts(id, entry)]))
}

function toFacts(id: string, entry: FactsEntry): ClientFacts {
  const redirectUriFact = entry['redirect-uris']
  return {
    id,
    name: entry.name,
    hosted: entry.hosted,
    ports: entry.ports,
    registration: entry.registration,
    redirectUris: (redirectUriFact?.value ?? []).filter((it) => !it.includes('<')),
    redirectUriFact,
    transports: entry.transports,
    userAgents: entry['user-agents'],
  }
}
