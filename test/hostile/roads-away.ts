/** Responses from servers and resolvers that try to lead the bot away from GitHub's public file servers. */
import type { Network, NetworkRequest } from '../../src/adapters/attachments/network.ts'
import { endless, type Reply } from '../adapters/attachments/fake-network.ts'

/** Every case fetches `FILE`. */
interface RoadAway {
  readonly what: string
  /** Responses by URL. */
  readonly replies: Readonly<Record<string, Reply | ((request: NetworkRequest) => Reply)>>
  /** Creates the resolver. By default, every host has a public address. */
  readonly resolves?: () => Network['lookup']
  readonly token?: string
  /** All expected connections, each with the requested URL and the IP address. */
  readonly connects: readonly (readonly [url: string, address: string])[]
  /** Expected part of the reason why the file is not read; null if the file is read. */
  readonly why: string | null
}

const FILE = 'https://github.com/user-attachments/files/1/main.log'
const OBJECT = 'https://objects.githubusercontent.com/x?signature=1'
const PUBLIC = '140.82.121.3'
const OTHER = '185.199.108.133'

const to = (location: string, status = 302): Reply => ({ status, headers: { location } })
const log: Reply = { body: 'error: 401' }
const first = [FILE, PUBLIC] as const

/** Creates a case in which a redirect is not followed. */
function refused(what: string, location: string, why: string): RoadAway {
  return { what: `redirected to ${what}`, replies: { [FILE]: to(location) }, connects: [first], why }
}

const NOT_FOLLOWED = [
  refused('a private address', 'https://10.0.0.7/main.log', 'not an allowed host'),
  refused('the metadata service', 'https://169.254.169.254/latest/meta-data/iam/', 'not an allowed host'),
  refused('the metadata service as one number', 'https://2852039166/latest/meta-data/', 'not an allowed host'),
  refused('another host', 'https://evil.example/main.log', 'not an allowed host'),
  refused('another host without a scheme', '//evil.example/main.log', 'not an allowed host'),
  refused('another host after backslashes', '\\\\evil.example\\main.log', 'not an allowed host'),
  refused('another host after the own host as a user', 'https://github.com@evil.example/', 'user name or password'),
  refused("another owner's bucket", 'https://github-production-x.evil.s3.amazonaws.com/', 'not an allowed host'),
  refused('plain http', 'http://objects.githubusercontent.com/x', 'without https'),
  refused('a local file', 'file:///etc/passwd', 'without https'),
  refused('a script', 'javascript:alert(1)', 'without https'),
  refused('another port', 'https://objects.githubusercontent.com:8443/x', 'has a port'),
  refused('a user name and a password', 'https://a:b@objects.githubusercontent.com/x', 'user name or password'),
  refused('a login page', '/login?return_to=%2Fx', 'asks for a login'),
  refused('nonsense', 'https://[', 'is not valid'),
]

const LOOPS: readonly RoadAway[] = [
  {
    what: 'redirected to itself',
    replies: { [FILE]: to(FILE, 301) },
    connects: Array.from({ length: 6 }, () => first),
    why: 'more than 5 times',
  },
  {
    what: 'redirected to an empty URL, which means the same URL',
    replies: { [FILE]: to('', 307) },
    connects: Array.from({ length: 6 }, () => first),
    why: 'more than 5 times',
  },
  {
    what: 'redirected back and forth',
    replies: { [FILE]: to(OBJECT, 303), [OBJECT]: to(FILE, 308) },
    connects: Array.from({ length: 6 }, (_, hop) => [hop % 2 === 0 ? FILE : OBJECT, PUBLIC] as const),
    why: 'more than 5 times',
  },
  {
    what: 'redirected without a Location header',
    replies: { [FILE]: { status: 302 } },
    connects: [first],
    why: 'returned 302',
  },
  {
    what: 'redirected with an endless body',
    replies: { [FILE]: { ...to(OBJECT), body: endless(1024).body }, [OBJECT]: log },
    connects: [first, [OBJECT, PUBLIC]],
    why: null,
  },
]

/** Files are first requested without a token, and GitHub then returns 404 for private files. */
const forOurs = (reply: Reply) => (request: NetworkRequest) =>
  'authorization' in request.headers ? reply : { status: 404 }

const TOKENS: readonly RoadAway[] = [
  {
    what: 'redirected after a request with a token, which is not sent along',
    replies: { [FILE]: forOurs(to(OBJECT)), [OBJECT]: log },
    token: 'a-token',
    connects: [first, first, [OBJECT, PUBLIC]],
    why: null,
  },
  {
    what: 'redirected to the same host after a request with a token, which is not sent along',
    replies: { [FILE]: forOurs(to(`${FILE}?again`)), [`${FILE}?again`]: log },
    token: 'a-token',
    connects: [first, first, [`${FILE}?again`, PUBLIC]],
    why: null,
  },
  {
    what: 'redirected to another host after a request with a token, which is not sent there',
    replies: { [FILE]: forOurs(to('https://evil.example/x')) },
    token: 'a-token',
    connects: [first, first],
    why: 'not an allowed host',
  },
]

function resolved(what: string, resolves: () => Network['lookup'], rest: Pick<RoadAway, 'connects' | 'why'>): RoadAway {
  return { what: `resolved to ${what}`, replies: { [FILE]: to(OBJECT), [OBJECT]: log }, resolves, ...rest }
}

const always =
  (...addresses: readonly string[]) =>
  () =>
  async () =>
    addresses
const NO_ADDRESS = { connects: [], why: 'no public address' }

const RESOLVERS: readonly RoadAway[] = [
  resolved('nothing', always(), NO_ADDRESS),
  resolved('the machine itself', always('127.0.0.1', '::1'), NO_ADDRESS),
  resolved('private addresses', always('10.0.0.1', '192.168.0.1', 'fd00::1'), NO_ADDRESS),
  resolved('the metadata service', always('169.254.169.254'), NO_ADDRESS),
  resolved('a public address inside an IPv6 address', always('::ffff:140.82.121.3', '64:ff9b::8c52:7903'), NO_ADDRESS),
  resolved('another name', always('localhost', 'evil.example.', 'github.com'), NO_ADDRESS),
  resolved('one number', always('2130706433', '0x7f000001'), NO_ADDRESS),
  // Two parsers may read this notation as two different addresses.
  resolved('a public address in octal digits', always('0214.0122.0171.3', '140.82.30979'), NO_ADDRESS),
  resolved('a private and a public address', always('10.0.0.1', OTHER), {
    connects: [
      [FILE, OTHER],
      [OBJECT, OTHER],
    ],
    why: null,
  }),
  resolved(
    'a private address for the second host',
    () => async (host) => (host === 'github.com' ? [PUBLIC] : ['10.0.0.1']),
    {
      connects: [first],
      why: 'no public address',
    },
  ),
  resolved('the machine itself in the second lookup', rebinding, {
    connects: [first],
    why: 'no public address',
  }),
  resolved('an error', () => () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })), {
    connects: [],
    why: 'the connection failed (ENOTFOUND)',
  }),
  resolved('nothing, ever', () => () => new Promise(() => {}), { connects: [], why: 'was silent for' }),
]

/** Creates a resolver that returns a different address on the second lookup. */
function rebinding(): Network['lookup'] {
  const answers = [[PUBLIC], ['127.0.0.1']]
  return async () => answers.shift() ?? ['127.0.0.1']
}

export const ROADS_AWAY: readonly RoadAway[] = [...NOT_FOLLOWED, ...LOOPS, ...TOKENS, ...RESOLVERS]
