/**
 * Notations of internal addresses that an untrusted link must not reach: [host in the URL, address that the host
 * resolves to].
 */

type Spelling = readonly [host: string, address: string]

const leading = (address: string, ...hosts: readonly string[]): readonly Spelling[] => hosts.map((it) => [it, address])

/** The machine itself, in every notation that a URL allows for an IPv4 address. */
const LOOPBACK = [
  ...leading(
    '127.0.0.1',
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '127.000.000.001',
    '127.0.0.1.',
    '2130706433',
    '017700000001',
  ),
  ...leading('127.0.0.1', '0x7f000001', '0x7f.0.0.1', '0x7f.1', '0177.0.0.1', '0177.0x0.0.1', '%31%32%37.0.0.1'),
  ...leading(
    '127.0.0.1',
    '１２７.０.０.１',
    '127。0。0。1',
    '①②⑦.⓪.⓪.①',
    'github.com@127.0.0.1',
    'github.com:x@127.0.0.1',
  ),
  ...leading('127.0.0.1', '127.0.0.1\\@github.com', '127.0.0.1:443'),
  ...leading('127.8.9.10', '127.8.9.10'),
  ...leading('0.0.0.0', '0.0.0.0', '0', '0x0', '00000000000'),
]

const PRIVATE = [
  ...leading('10.1.2.3', '10.1.2.3', '10.66051', '0xa010203', '012.1.2.3'),
  ...leading('172.16.0.1', '172.16.0.1', '2886729729'),
  ...leading('192.168.1.1', '192.168.1.1', '0xc0a80101', '192.168.257'),
]

/** Addresses, mostly link-local, of the metadata services that give cloud machines their credentials. */
const METADATA = [
  ...leading('169.254.169.254', '169.254.169.254', '2852039166', '0xa9fea9fe', '0xa9.0xfe.0xa9.0xfe', '169.254.43518'),
  ...leading(
    '169.254.169.254',
    '0251.0376.0251.0376',
    '025177524776',
    '169.254.169.254.',
    '１６９.２５４.１６９.２５４',
  ),
  ...leading('169.254.170.2', '169.254.170.2'),
  ...leading('100.100.100.200', '100.100.100.200'),
  ...leading('168.63.129.16', '168.63.129.16'),
  ...leading('192.0.0.192', '192.0.0.192'),
]

const RESERVED = [
  ...leading('100.64.0.1', '100.64.0.1'),
  ...leading('198.18.0.1', '198.18.0.1'),
  ...leading('192.0.2.1', '192.0.2.1'),
  ...leading('192.88.99.1', '192.88.99.1'),
  ...leading('224.0.0.1', '224.0.0.1'),
  ...leading('240.0.0.1', '240.0.0.1'),
  ...leading('255.255.255.255', '255.255.255.255', '4294967295'),
]

const IPV6 = [
  ...[
    '::1',
    '0:0:0:0:0:0:0:1',
    '::',
    'fe80::1',
    'febf::1',
    'fec0::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '100::1',
    '4000::1',
  ],
  ...['fd00:ec2::254', 'fd20:ce::254', '2001:db8::1', '3fff::1', '5f00::1', '2001:2::1', '2001:10::1', '2001:20::1'],
].flatMap((it) => leading(it, `[${it}]`))

/** IPv6 addresses that embed an IPv4 address, which a gateway may translate. */
const EMBEDDED_IPV4 = [
  ...[
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    '::ffff:140.82.121.3',
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
  ],
  ...[
    '64:ff9b::7f00:1',
    '64:ff9b::169.254.169.254',
    '64:ff9b:1::a9fe:a9fe',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    '2001:0:7f00:1::',
  ],
].flatMap((it) => leading(it, `[${it}]`))

/** Names that resolve to internal addresses. */
const NAMES = [
  ...leading(
    '127.0.0.1',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'localhost.localdomain',
    'ⓛocalhost',
    'ip6-localhost',
  ),
  ...leading('127.0.0.1', '127.0.0.1.nip.io', '127-0-0-1.sslip.io', 'localtest.me', 'github.com.localtest.me'),
  ...leading('169.254.169.254', 'metadata.google.internal', 'metadata', 'instance-data', '169-254-169-254.nip.io'),
  ...leading('10.96.0.1', 'kubernetes.default.svc', 'host.docker.internal', 'intranet', 'router.local'),
]

export const INWARD_ADDRESSES: readonly Spelling[] = [
  ...LOOPBACK,
  ...PRIVATE,
  ...METADATA,
  ...RESERVED,
  ...IPV6,
  ...EMBEDDED_IPV4,
  ...NAMES,
]
